package dev.longhaul.config;

import java.util.List;
import java.util.stream.Collectors;

/// Settings that cannot be meant: all that speaks against a value, not only the first.
public final class RefusedSettings extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// One setting, and why it cannot be meant.
  ///
  /// @param setting its name as it is written, with dots between levels; empty for the whole
  public record Refusal(String setting, String why) {
    @Override
    public String toString() {
      return setting.isEmpty() ? why : setting + ": " + why;
    }
  }

  // An exception can be written out; these live as long as the process that reads them.
  private final transient List<Refusal> refusals;

  RefusedSettings(List<Refusal> refusals) {
    super(refusals.stream().map(Refusal::toString).collect(Collectors.joining("; ")));
    this.refusals = List.copyOf(refusals);
  }

  public List<Refusal> refusals() {
    return refusals;
  }
}
