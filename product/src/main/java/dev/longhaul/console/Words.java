package dev.longhaul.console;

import java.util.Locale;

/// Constants as people and programs read them: `deletes-held`.
public final class Words {
  private Words() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The constant that this word means.
  ///
  /// @throws IllegalArgumentException when it means none
  public static <E extends Enum<E>> E parse(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
