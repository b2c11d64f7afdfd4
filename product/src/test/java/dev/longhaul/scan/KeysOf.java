package dev.longhaul.scan;

import java.util.List;
import java.util.SplittableRandom;

/// Ways in which keys lie in buckets, the nasty ones among them.
enum KeysOf {
  NUMBERS,
  ONE_DEEP_PREFIX,
  EMOJI,
  HASHES,
  DATES,
  FOLDERS,
  CHINESE,
  MIXED;

  private static final List<String> STARTS =
      List.of("\u0001", " ", "a//", "é", "\uFFFC", "😀", "\uE000", "~", "a b+c%", "\r\n");

  String key(int number, SplittableRandom random) {
    return switch (this) {
      case NUMBERS -> "obj-%08d".formatted(number);
      case ONE_DEEP_PREFIX -> "x".repeat(1000) + "%07d".formatted(number);
      case EMOJI -> emoji(random, 6);
      case HASHES -> "%016x".formatted(random.nextLong());
      case DATES ->
          "logs/20%02d/%02d/%02d/%d.gz"
              .formatted(
                  20 + random.nextInt(5), 1 + random.nextInt(12), 1 + random.nextInt(28), number);
      case FOLDERS -> "d%d/e%d/%s".formatted(random.nextInt(40), random.nextInt(9), number);
      case CHINESE -> "（资料）/%c/报告%d".formatted((char) (0x4E00 + random.nextInt(500)), number);
      case MIXED -> STARTS.get(random.nextInt(10)) + random.nextInt(20) + "/" + number;
    };
  }

  private static String emoji(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < length; index++) {
      text.appendCodePoint(0x1F600 + random.nextInt(60));
    }
    return text.toString();
  }
}
