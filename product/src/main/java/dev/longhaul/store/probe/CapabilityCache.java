package dev.longhaul.store.probe;

import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// Remembers what probes found out, from one run of the program to the next. Losing it costs a
/// probe, so whatever cannot be read counts as not there.
public interface CapabilityCache {
  /// Remembers nothing.
  CapabilityCache NONE =
      new CapabilityCache() {
        @Override
        public Optional<ProbeReport> find(Subject subject) {
          return Optional.empty();
        }

        @Override
        public Optional<String> record(Subject subject, ProbeReport report) {
          return Optional.empty();
        }
      };

  /// What a report is about: the same question to the same server.
  ///
  /// @param bucket address of the bucket, with its endpoint
  /// @param prefix where the canaries lay
  /// @param encryption how they were encrypted, in words
  /// @param storageClasses classes that were asked for
  /// @param server the Server header, `null` for none
  record Subject(
      String bucket,
      String prefix,
      String encryption,
      SortedSet<String> storageClasses,
      @Nullable String server) {}

  /// The newest report about exactly this.
  Optional<ProbeReport> find(Subject subject);

  /// Remembers a report in place of others about the same.
  ///
  /// @return why it could not be remembered; empty when it was
  Optional<String> record(Subject subject, ProbeReport report);
}
