package dev.longhaul.simulation.mutant;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What looks for a bug.
sealed interface Hunter {
  /// Seeds of the whole simulation, until one fails.
  ///
  /// @param first where it was caught last, so that the build need not look for it long
  record Seeds(long first) implements Hunter {
    /// Seeds after which nearly every bug is found that can be.
    static final long MOST = 500;
  }

  /// One test without parameters.
  ///
  /// @param owner the class, without `dev.longhaul.`
  record Named(String owner, String method) implements Hunter {}

  /// Whether it catches what is planted into the classes of this loader.
  ///
  /// @return what it said, `null` when it found nothing
  static @Nullable String hunt(Hunter hunter, ClassLoader classes)
      throws ReflectiveOperationException {
    return switch (hunter) {
      case Seeds(long first) -> playSeeds(first, classes);
      case Named(String owner, String method) ->
          run(Class.forName("dev.longhaul." + owner, true, classes), method);
    };
  }

  private static @Nullable String playSeeds(long first, ClassLoader classes)
      throws ReflectiveOperationException {
    Class<?> player = Class.forName("dev.longhaul.simulation.whole.Player", true, classes);
    LongConsumer play = (LongConsumer) player.getConstructor().newInstance();
    for (long seed = first; seed < first + Seeds.MOST; seed++) {
      try {
        play.accept(seed);
      } catch (RuntimeException | Error caught) {
        return "seed " + seed + ": " + caught.getMessage();
      }
    }
    return null;
  }

  private static @Nullable String run(Class<?> type, String name)
      throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object test = constructor.newInstance();
    Method method = type.getDeclaredMethod(name);
    method.setAccessible(true);
    try {
      all(type, BeforeEach.class, test);
      try {
        method.invoke(test);
      } finally {
        all(type, AfterEach.class, test);
      }
      return null;
    } catch (InvocationTargetException caught) {
      return String.valueOf(caught.getCause());
    }
  }

  private static void all(Class<?> type, Class<? extends Annotation> marked, Object test)
      throws ReflectiveOperationException {
    List<Method> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(marked))
            .toList();
    for (Method method : methods) {
      method.setAccessible(true);
      method.invoke(test);
    }
  }
}
