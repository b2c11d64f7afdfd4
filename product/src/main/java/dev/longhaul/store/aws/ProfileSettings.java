package dev.longhaul.store.aws;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/// The settings for S3 in one profile of the AWS configuration files.
///
/// The SDK gives nested settings, such as those under `s3 =`, as one text of lines.
record ProfileSettings(ProfileFile files, String name) {
  /// The profile's `endpoint_url` for S3: of its services section, else its own.
  @Nullable URI endpoint() {
    Optional<Profile> profile = files.profile(name);
    String specific =
        profile
            .flatMap(found -> found.property("services"))
            .flatMap(section -> files.getSection("services", section.strip()))
            .flatMap(section -> nested(section, "s3", "endpoint_url"))
            .orElse(null);
    String general = profile.flatMap(found -> found.property("endpoint_url")).orElse(null);
    String chosen = specific == null ? general : specific;
    return chosen == null || chosen.isBlank() ? null : endpoint(chosen);
  }

  @Nullable String region() {
    return files
        .profile(name)
        .flatMap(profile -> profile.property("region"))
        .map(String::strip)
        .filter(region -> !region.isEmpty())
        .orElse(null);
  }

  /// What `addressing_style` asks for, `null` for automatic.
  @Nullable Boolean pathStyle() {
    String style =
        files
            .profile(name)
            .flatMap(profile -> nested(profile, "s3", "addressing_style"))
            .orElse("auto");
    return switch (style.strip().toLowerCase(Locale.ROOT)) {
      case "path" -> true;
      case "virtual" -> false;
      default -> null;
    };
  }

  /// The profile's `ca_bundle`, `null` for none.
  @Nullable Path certificates() {
    return files
        .profile(name)
        .flatMap(profile -> profile.property("ca_bundle"))
        .map(String::strip)
        .filter(file -> !file.isEmpty())
        .map(Path::of)
        .orElse(null);
  }

  /// Whether configured endpoints are to be ignored.
  boolean ignoresEndpoints(Map<String, String> environment) {
    String variable = environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    String said =
        variable != null
            ? variable
            : files
                .profile(name)
                .flatMap(profile -> profile.property("ignore_configured_endpoint_urls"))
                .orElse("false");
    return said.strip().equalsIgnoreCase("true");
  }

  static URI endpoint(String text) {
    try {
      URI endpoint = URI.create(text.strip());
      if (endpoint.getHost() != null && endpoint.getScheme() != null) {
        return endpoint;
      }
    } catch (IllegalArgumentException malformed) {
      throw CredentialText.unusable("endpoint_url is no URL in the AWS configuration");
    }
    throw CredentialText.unusable("endpoint_url has no host in the AWS configuration");
  }

  private static Optional<String> nested(Profile profile, String group, String setting) {
    return profile
        .property(group)
        .flatMap(lines ->
            lines
                .lines()
                .map(String::strip)
                .filter(line -> line.indexOf('=') > 0)
                .filter(line -> line.substring(0, line.indexOf('=')).strip().equals(setting))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .findFirst());
  }
}
