package dev.longhaul.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Care for the files of ledgers, while no route uses them. Every method takes the file for itself
/// as long as it runs.
///
/// Throws `LedgerException` when another process owns the file, a newer longhaul wrote it, it is no
/// ledger at all, or it cannot be read.
public interface LedgerFiles {
  /// The fact by which an audit is asked for; its value says why, and is empty once one ended.
  String AUDIT_WANTED = "audit.wanted";

  /// All ledgers of a folder, by name; none where there is no folder.
  List<Path> in(Path folder);

  /// Looks the whole file through and changes nothing.
  Examination examine(Path file);

  /// Tells every row, table by table, in the order of keys.
  ///
  /// @throws LedgerException also where the file is damaged; the rows before that were told
  void export(Path file, Consumer<LedgerRow> rows);

  /// Makes a new file of what can still be read of a damaged one, which stays beside it under
  /// another name. The next run of the route audits: the buckets are the truth.
  ///
  /// @param now names the damaged file
  Salvage rebuild(Path file, Instant now);

  /// What a file was found to be.
  ///
  /// @param version of its tables
  /// @param damage each in words; none when it is sound
  record Examination(Path file, int version, List<String> damage, List<Count> counts) {
    public Examination {
      damage = List.copyOf(damage);
      counts = List.copyOf(counts);
    }

    public boolean isSound() {
      return damage.isEmpty();
    }
  }

  /// How many rows a table has.
  ///
  /// @param rows `null` when that cannot be read
  record Count(String table, @Nullable Long rows) {}

  /// What was saved of a file.
  ///
  /// @param aside where the damaged file lies now; `null` when the file was sound and nothing was
  ///   done
  record Salvage(Path file, @Nullable Path aside, List<Saved> saved) {
    public Salvage {
      saved = List.copyOf(saved);
    }
  }

  /// What was saved of a table.
  ///
  /// @param whole whether nothing of it was lost
  record Saved(String table, long rows, boolean whole) {}
}
