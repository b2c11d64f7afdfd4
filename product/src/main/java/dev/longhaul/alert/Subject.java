package dev.longhaul.alert;

/// What a concern is about.
///
/// @param name as the configuration has it
public record Subject(Kind kind, String name) {
  /// What it is.
  public enum Kind {
    ROUTE("route"),
    INTAKE("intake");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  @Override
  public String toString() {
    return kind.word() + " " + name;
  }
}
