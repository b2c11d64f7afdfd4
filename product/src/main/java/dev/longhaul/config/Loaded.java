package dev.longhaul.config;

import java.util.List;

/// A configuration that was read, and what of it deserves a second look.
///
/// @param remarks about how it is written, such as secrets that others can read; what it means is
///   judged by [Advice]
public record Loaded(Configuration configuration, List<RefusedSettings.Refusal> remarks) {
  public Loaded {
    remarks = List.copyOf(remarks);
  }
}
