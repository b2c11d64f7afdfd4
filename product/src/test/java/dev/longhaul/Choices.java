package dev.longhaul;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Runs a test body once for every combination of the choices it makes: small domains are tried
/// completely instead of at random.
///
/// The body calls `of` for each choice; which choices come later may depend on those before. A
/// failure is rethrown with the number of the run and the index taken at each choice.
public final class Choices {
  private static final int DEPTH_MAX = 64;

  private final int[] taken = new int[DEPTH_MAX];
  private final int[] offered = new int[DEPTH_MAX];
  private int depth;

  private Choices() {}

  /// Runs the body for all combinations and returns how many there were.
  public static long all(Consumer<Choices> body) {
    Choices choices = new Choices();
    long number = 0;
    do {
      choices.depth = 0;
      try {
        body.accept(choices);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("combination " + number + " " + choices, failure);
      }
      number++;
    } while (choices.next());
    return number;
  }

  private boolean next() {
    for (int index = depth - 1; index >= 0; index--) {
      if (taken[index] + 1 < offered[index]) {
        taken[index]++;
        Arrays.fill(taken, index + 1, DEPTH_MAX, 0);
        return true;
      }
    }
    return false;
  }

  /// One of the options; over all runs each of them.
  public <T> T of(List<T> options) {
    offered[depth] = options.size();
    return options.get(taken[depth++]);
  }

  /// False and true.
  public boolean either() {
    return of(List.of(false, true));
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(taken, depth));
  }
}
