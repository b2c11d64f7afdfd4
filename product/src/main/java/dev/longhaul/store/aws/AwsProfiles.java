package dev.longhaul.store.aws;

import dev.longhaul.effect.Clock;
import dev.longhaul.object.Escaped;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;

/// Asks the AWS SDK for credentials, and its configuration files for the settings beside them.
public final class AwsProfiles {
  /// The SDK keeps and refreshes what it fetched; this is how often it is asked.
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final ProfileFile files;
  private final Map<String, String> environment;
  private final Clock clock;

  AwsProfiles(ProfileFile files, Map<String, String> environment, Clock clock) {
    this.files = files;
    this.environment = environment;
    this.clock = clock;
  }

  /// Reads the configuration files where the AWS tools have them.
  public static AwsProfiles load(Map<String, String> environment, Clock clock) {
    return new AwsProfiles(ProfileFile.defaultProfileFile(), environment, clock);
  }

  /// A named profile and nothing else: the environment neither replaces nor completes it, so that
  /// two sides never share by accident (H67).
  public AwsAccess profile(String name) {
    if (files.profile(name).isEmpty()) {
      throw CredentialText.unusable(
          "there is no profile "
              + Escaped.text(name)
              + " in the AWS configuration files; `aws configure list-profiles` shows those there"
              + " are");
    }
    ProfileSettings settings = new ProfileSettings(files, name);
    Supplier<AwsCredentialsProvider> provider =
        () -> ProfileCredentialsProvider.builder().profileFile(files).profileName(name).build();
    return access(settings, provider, "the profile " + Escaped.text(name));
  }

  /// The usual chain: system properties, environment, web identity, the profile that `AWS_PROFILE`
  /// names or the default one, container, instance.
  public AwsAccess chain() {
    String name = environment.getOrDefault("AWS_PROFILE", "default");
    ProfileSettings profile = new ProfileSettings(files, name);
    Supplier<AwsCredentialsProvider> provider =
        () -> DefaultCredentialsProvider.builder().profileFile(files).profileName(name).build();
    AwsAccess fromProfile = access(profile, provider, "the AWS credentials chain");
    String region = first("AWS_REGION", "AWS_DEFAULT_REGION");
    String endpoint = profile.ignoresEndpoints(environment) ? null : endpointVariable();
    return new AwsAccess(
        fromProfile.credentials(),
        endpoint == null ? endpointOf(profile) : ProfileSettings.endpoint(endpoint),
        region == null ? fromProfile.region() : region,
        fromProfile.pathStyle(),
        fromProfile.certificates());
  }

  private @Nullable URI endpointOf(ProfileSettings profile) {
    return profile.ignoresEndpoints(environment) ? null : profile.endpoint();
  }

  private @Nullable String endpointVariable() {
    return first("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
  }

  private @Nullable String first(String... names) {
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return null;
  }

  private AwsAccess access(
      ProfileSettings settings, Supplier<AwsCredentialsProvider> provider, String place) {
    return new AwsAccess(
        new Refreshed(new SdkFetch(provider, place), INTERVAL, clock),
        endpointOf(settings),
        settings.region(),
        settings.pathStyle(),
        settings.certificates());
  }

  /// Fetches through a provider of the SDK, which is made when first needed.
  private static final class SdkFetch implements Supplier<Credentials> {
    private final Supplier<AwsCredentialsProvider> maker;
    private final String place;
    private @Nullable AwsCredentialsProvider provider;

    SdkFetch(Supplier<AwsCredentialsProvider> maker, String place) {
      this.maker = maker;
      this.place = place;
    }

    @Override
    public Credentials get() {
      try {
        if (provider == null) {
          provider = maker.get();
        }
        return translated(provider.resolveCredentials());
      } catch (SdkException none) {
        throw new StoreException(failure(none), none);
      }
    }

    private Failure failure(SdkException none) {
      String what =
          place + " gives no credentials: " + Escaped.text(String.valueOf(none.getMessage()));
      return none.retryable()
          ? new Failure.Transient(what)
          : new Failure.WrongCredentials(what, 0, "NoCredentials");
    }

    private Credentials translated(AwsCredentials given) {
      String token = given instanceof AwsSessionCredentials session ? session.sessionToken() : null;
      return CredentialText.credentials(
          given.accessKeyId(),
          given.secretAccessKey(),
          token,
          given.expirationTime().orElse(null),
          place);
    }
  }
}
