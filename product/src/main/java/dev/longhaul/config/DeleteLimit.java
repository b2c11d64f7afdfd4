package dev.longhaul.config;

/// How much one run may delete before it stops and asks (H61): keys, or a share of the keys that
/// the destination has.
///
/// @param keys deletes allowed whatever the share is
/// @param share deletes allowed as a share of the destination's keys
public record DeleteLimit(long keys, Percentage share) {
  /// A run that asks for nothing else: 100 keys or 10 percent, whichever is more.
  public static final DeleteLimit USUAL = new DeleteLimit(100, new Percentage(10));

  /// The limit that this text means: `500` keys, or `5%` of the destination.
  public static DeleteLimit parse(String text) {
    if (text.endsWith("%")) {
      return new DeleteLimit(0, Percentage.parse(text));
    }
    if (text.matches("[0-9]{1,18}")) {
      return new DeleteLimit(Long.parseLong(text), new Percentage(0));
    }
    throw new IllegalArgumentException("not a limit of deletes: \"" + text + "\"; write 500 or 5%");
  }
}
