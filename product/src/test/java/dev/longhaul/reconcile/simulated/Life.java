package dev.longhaul.reconcile.simulated;

/// Whether one simulated process still lives. Whatever it does asks here first.
final class Life {
  private final String name;
  private boolean over;
  private long attemptBegan;

  Life(String name) {
    this.name = name;
  }

  /// An attempt at a key begins at this moment of the history.
  void begins(long moment) {
    attemptBegan = moment;
  }

  long attemptBegan() {
    return attemptBegan;
  }

  void end() {
    over = true;
    throw new Crash(name);
  }

  void check() {
    if (over) {
      throw new Crash(name);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
