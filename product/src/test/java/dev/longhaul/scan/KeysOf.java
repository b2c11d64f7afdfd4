package dev.longhaul.scan;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/// Ways in which keys lie in buckets, the nasty ones among them.
enum KeysOf {
  NUMBERS((number, _) -> "obj-%08d".formatted(number)),
  ONE_DEEP_PREFIX((number, _) -> "x".repeat(1000) + "%07d".formatted(number)),
  EMOJI((_, random) -> emoji(random, 6)),
  HASHES((_, random) -> "%016x".formatted(random.nextLong())),
  DATES((number, random) ->
      "logs/20%02d/%02d/%02d/%d.gz"
          .formatted(
              20 + random.nextInt(5), 1 + random.nextInt(12), 1 + random.nextInt(28), number)),
  FOLDERS(
      (number, random) -> "d%d/e%d/%s".formatted(random.nextInt(40), random.nextInt(9), number)),
  CHINESE(
      (number, random) -> "（资料）/%c/报告%d".formatted((char) (0x4E00 + random.nextInt(500)), number)),
  MIXED((number, random) ->
      List.of("\u0001", " ", "a//", "é", "￼", "😀", "\uE000", "~", "a b+c%", "\r\n")
              .get(random.nextInt(10))
          + random.nextInt(20)
          + "/"
          + number);

  private final BiFunction<Integer, SplittableRandom, String> maker;

  KeysOf(BiFunction<Integer, SplittableRandom, String> maker) {
    this.maker = maker;
  }

  String key(int number, SplittableRandom random) {
    return maker.apply(number, random);
  }

  private static String emoji(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < length; index++) {
      text.appendCodePoint(0x1F600 + random.nextInt(60));
    }
    return text.toString();
  }
}
