package dev.longhaul.cli;

import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Endpoint;
import dev.longhaul.config.Location;
import dev.longhaul.config.SideSettings;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.Policy;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CredentialObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the jobs of the original procedure go, as its environment variables say.
///
/// @param region of the destination
/// @param endpoint of the destination, `null` for Amazon's in that region
/// @param credentials of the destination, before those that a job names; `null` for the job's
/// @param tags whether tags are copied
/// @param deletes whether a key that the source does not have is deleted
record CopySettings(
    String region,
    @Nullable URI endpoint,
    @Nullable CredentialsChoice credentials,
    Policy.TagRule tags,
    Policy.Deletes deletes) {
  static final String USUAL_REGION = "cn-north-1";

  /// @throws UsageException when a variable cannot be meant
  static CopySettings of(Map<String, String> environment) {
    String region = value(environment, "DstRegion");
    String endpoint = value(environment, "DstEndpoint");
    try {
      return new CopySettings(
          region == null ? USUAL_REGION : region,
          endpoint == null ? null : Endpoint.parse(endpoint),
          credentials(environment),
          Options.choose(Policy.TagRule.class, environment.getOrDefault("DstTags", "copy").strip()),
          Policy.Deletes.KEEP);
    } catch (IllegalArgumentException refused) {
      throw new UsageException("the environment is wrong: " + refused.getMessage());
    }
  }

  /// The same for those who delete too.
  CopySettings mirroring() {
    return new CopySettings(region, endpoint, credentials, tags, Policy.Deletes.MIRROR);
  }

  /// As `DstCredentials` says, else the object that function Main is given, too.
  private static @Nullable CredentialsChoice credentials(Map<String, String> environment) {
    String chosen = value(environment, "DstCredentials");
    return chosen == null ? null : CredentialsChoice.parse(chosen);
  }

  private static @Nullable String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /// The object that a job leaves to the environment to name; `null` where that does not either.
  static @Nullable CredentialObject object(Map<String, String> environment) {
    String bucket = value(environment, "CredBucket");
    String key = value(environment, "CredObject");
    return bucket == null || key == null ? null : new CredentialObject(bucket, ObjectKey.of(key));
  }

  /// The route that a job is about: both buckets whole, same keys.
  RouteSettings route(CopyJob job) {
    return new RouteSettings(
        SideSettings.of(
            new Location(job.bucket(), KeyPrefix.NONE.text()),
            new CredentialsChoice.Chain(),
            null,
            null),
        SideSettings.of(
            new Location(job.destinationBucket(), KeyPrefix.NONE.text()),
            choice(job),
            endpoint,
            region),
        List.of(),
        new Policy(deletes, tags, new TreeMap<>(), null, Policy.Compare.LISTING),
        true);
  }

  private CredentialsChoice choice(CopyJob job) {
    if (credentials != null) {
      return credentials;
    }
    CredentialObject object = job.credentials();
    if (object == null) {
      throw new UsageException(
          "neither the job nor the environment (CredBucket and CredObject, or DstCredentials) says"
              + " where the destination's credentials are");
    }
    return new CredentialsChoice.StoredObject(new Location(object.bucket(), object.key().text()));
  }
}
