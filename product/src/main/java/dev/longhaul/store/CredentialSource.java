package dev.longhaul.store;

/// Where the credentials of one side come from. Each side has its own, named source (H67).
@FunctionalInterface
public interface CredentialSource {
  /// Gives credentials that are valid now. Thread-safe, called before every request and therefore
  /// cheap; a source that fetches does so ahead of expiry. Throws `StoreException` with
  /// `WrongCredentials` when there are none and with `Transient` when fetching them may work later.
  Credentials current();

  /// A store refused a request that was signed with these: they may have been replaced since they
  /// were fetched. A source that keeps what it fetched looks again before the next request, though
  /// not for every refusal. Thread-safe and cheap.
  default void doubt(Credentials refused) {}
}
