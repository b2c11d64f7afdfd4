package dev.longhaul.store.aws;

import dev.longhaul.effect.Clock;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Sources of credentials that need no SDK.
public final class CredentialSources {
  /// How often a file is read again, so that a rotated key is taken up.
  private static final Duration FILE_INTERVAL = Duration.ofMinutes(1);

  /// How often a stored object is read again.
  private static final Duration OBJECT_INTERVAL = Duration.ofMinutes(10);

  private CredentialSources() {}

  /// Credentials that never change.
  public static CredentialSource fixed(Credentials credentials) {
    return () -> credentials;
  }

  /// The variables `PREFIX_ACCESS_KEY_ID`, `PREFIX_SECRET_ACCESS_KEY` and, if set,
  /// `PREFIX_SESSION_TOKEN`, read now.
  public static CredentialSource environment(String prefix, Map<String, String> environment) {
    String access = required(environment, prefix + "_ACCESS_KEY_ID");
    String secret = required(environment, prefix + "_SECRET_ACCESS_KEY");
    String token = environment.get(prefix + "_SESSION_TOKEN");
    return fixed(
        CredentialText.credentials(
            access.strip(),
            secret.strip(),
            token == null || token.isBlank() ? null : token.strip(),
            "the variables " + prefix + "_…"));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw CredentialText.unusable("the environment variable " + name + " is not set");
    }
    return value;
  }

  /// A file of two lines, access key and secret key, or three with a session token; read again
  /// every minute.
  public static CredentialSource file(Path path, Clock clock) {
    return new Refreshed(() -> read(path), FILE_INTERVAL, clock);
  }

  private static Credentials read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return CredentialText.parse(in.readNBytes(CredentialText.MAX_BYTES), "the file " + path);
    } catch (IOException unreadable) {
      throw CredentialText.unusable(
          "the credentials file "
              + path
              + " cannot be read: "
              + unreadable.getClass().getSimpleName()
              + ". Check that it exists and who may read it");
    }
  }

  /// An object of such lines in a store that is reached with credentials of its own; read again
  /// every ten minutes.
  public static CredentialSource storedObject(ObjectStore store, ObjectKey key, Clock clock) {
    return new Refreshed(() -> read(store, key), OBJECT_INTERVAL, clock);
  }

  private static Credentials read(ObjectStore store, ObjectKey key) {
    String place = "s3://" + store.address().bucket() + "/" + key;
    Reading<byte[]> reading =
        store
            .reader()
            .read(
                key,
                ReadRequest.current(),
                (_, _, body) -> body.readNBytes(CredentialText.MAX_BYTES));
    return switch (reading) {
      case Reading.Complete<byte[]>(byte[] text) -> CredentialText.parse(text, place);
      case Reading.Missing<byte[]>() ->
          throw CredentialText.unusable("there is no credentials object " + place);
      case Reading.Changed<byte[]>() ->
          throw new StoreException(
              new Failure.Transient("the credentials object " + place + " changed while read"));
    };
  }
}
