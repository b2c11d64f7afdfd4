package dev.longhaul.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the credentials of one side come from. It names places, never secrets (H79).
public sealed interface CredentialsChoice {
  /// The usual AWS chain: environment, profile, SSO, container, instance.
  record Chain() implements CredentialsChoice {}

  /// A profile of the AWS configuration files.
  record Profile(String name) implements CredentialsChoice {}

  /// Variables `PREFIX_ACCESS_KEY_ID`, `PREFIX_SECRET_ACCESS_KEY` and `PREFIX_SESSION_TOKEN`.
  record Environment(String prefix) implements CredentialsChoice {}

  /// A file of two or three lines: access key, secret key, session token.
  record File(Path path) implements CredentialsChoice {}

  /// An object of such lines, read with the credentials of the other side.
  record StoredObject(Location location) implements CredentialsChoice {}

  /// A secret of AWS Secrets Manager with such lines, or with the fields `access_key_id` and
  /// `secret_access_key`; read with the credentials of the usual chain.
  record Secret(String id) implements CredentialsChoice {}

  /// A parameter of AWS Systems Manager with the same content, read in the same way.
  record Parameter(String name) implements CredentialsChoice {}

  /// None: requests are not signed, as `--source-anonymous` asks.
  record Anonymous() implements CredentialsChoice {}

  /// What is meant where only a profile is named, or nothing.
  static CredentialsChoice usual(@Nullable String profile) {
    return profile == null ? new Chain() : new Profile(profile);
  }

  /// The profile whose other settings count too: who names one for credentials only means its
  /// region and endpoint as well.
  default @Nullable String profileBeside(@Nullable String named) {
    return named == null && this instanceof Profile(String name) ? name : named;
  }

  /// The text that names this choice, wherever it is read; a path in it is a whole one.
  default String words() {
    return switch (this) {
      case Chain _ -> "chain";
      case Profile(String name) -> "profile:" + name;
      case Environment(String prefix) -> "env:" + prefix;
      case File(Path path) -> "file:" + path.toAbsolutePath().normalize();
      case StoredObject(Location location) -> "s3://" + location.bucket() + "/" + location.path();
      case Secret(String id) -> "secretsmanager:" + id;
      case Parameter(String name) -> "ssm:" + name;
      case Anonymous _ -> "anonymous";
    };
  }

  /// The choice that this text names.
  static CredentialsChoice parse(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    if (text.equals("chain")) {
      return new Chain();
    }
    String kind = rest.isEmpty() || colon < 0 ? "" : text.substring(0, colon);
    return switch (kind) {
      case "env" -> new Environment(rest);
      case "file" -> new File(Path.of(rest));
      case "profile" -> new Profile(rest);
      case "s3" -> storedObject(Location.parse(text));
      case "secretsmanager" -> new Secret(rest);
      case "ssm" -> new Parameter(rest);
      // The text is not repeated: it may be a secret that somebody put there.
      default ->
          throw new IllegalArgumentException(
              "credentials are named by chain, profile:NAME, env:PREFIX, file:PATH,"
                  + " s3://bucket/key, secretsmanager:NAME or ssm:NAME, never written out");
    };
  }

  private static StoredObject storedObject(Location location) {
    if (location.path().isEmpty()) {
      throw new IllegalArgumentException("no key in " + location + "; write s3://bucket/key");
    }
    return new StoredObject(location);
  }
}
