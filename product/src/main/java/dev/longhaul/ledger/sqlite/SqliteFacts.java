package dev.longhaul.ledger.sqlite;

import dev.longhaul.ledger.Ledger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Facts, all of them in memory, since they are few; written lazily.
final class SqliteFacts implements Ledger.Facts {
  private static final String ALL = "SELECT name, value FROM fact";
  static final String RECORD = "INSERT OR REPLACE INTO fact VALUES(?,?)";

  private final Database database;
  private final Map<String, String> facts = new ConcurrentHashMap<>();

  SqliteFacts(Database database) {
    this.database = database;
    database
        .all(new Change(ALL, _ -> {}), row -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
  }

  @Override
  public Optional<String> find(String name) {
    return Optional.ofNullable(facts.get(name));
  }

  @Override
  public void record(String name, String value) {
    if (!value.equals(facts.put(name, value))) {
      database.later(change(name, value), () -> {});
    }
  }

  @Override
  public void keep(String name, String value) {
    database.now(change(name, value));
    facts.put(name, value);
  }

  private static Change change(String name, String value) {
    return new Change(
        RECORD,
        bind -> {
          bind.setString(1, name);
          bind.setString(2, value);
        });
  }
}
