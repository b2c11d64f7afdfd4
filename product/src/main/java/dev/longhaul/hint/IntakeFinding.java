package dev.longhaul.hint;

/// Something about an intake that its operator should know before relying on it.
///
/// @param what what was found, for people
/// @param remedy what to do about it
public record IntakeFinding(Severity severity, String what, String remedy) {
  /// How bad it is.
  public enum Severity {
    /// Good to know.
    NOTE,
    /// Events will be late, or lost when something else goes wrong too.
    WARNING,
    /// It gave no answer, so nothing is known of it.
    UNANSWERED,
    /// Events are lost, or none are received.
    PROBLEM
  }
}
