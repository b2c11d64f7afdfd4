package dev.longhaul.store.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads credentials out of text: access key, secret key and perhaps a session token, each on a
/// line of its own. Line ends of any kind, blank lines and spaces around do not matter.
///
/// What it refuses it does not repeat: it may be a secret (H79).
final class CredentialText {
  /// The longest text that is read.
  static final int MAX_BYTES = 16 * 1024;

  private CredentialText() {}

  /// @param place where the text is from, for messages
  static Credentials parse(byte[] text, String place) {
    String whole = new String(text, StandardCharsets.UTF_8).replace("\uFEFF", "");
    if (whole.stripLeading().startsWith("{")) {
      return object(whole, place);
    }
    List<String> lines = whole.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (!lines.isEmpty() && lines.getFirst().startsWith("[")) {
      throw unusable(
          place
              + " must hold two lines, access key and secret key. A file with [profiles] is named"
              + " by AWS_SHARED_CREDENTIALS_FILE, and what it holds by profile:NAME");
    }
    if (lines.size() < 2 || lines.size() > 3) {
      throw unusable(
          place
              + " must hold two lines, access key and secret key, perhaps a third with a session"
              + " token; it holds "
              + lines.size());
    }
    String token = lines.size() == 3 ? lines.get(2) : null;
    return credentials(lines.get(0), lines.get(1), token, place);
  }

  /// As consoles and other tools write them.
  private static Credentials object(String text, String place) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.put(name, json.getValueAsString(""));
      }
    } catch (IOException malformed) {
      // What the parser says may repeat the secret, so it is not said.
      fields.clear();
    }
    String access = fields.get("access_key_id");
    String secret = fields.get("secret_access_key");
    if (access == null || secret == null) {
      throw unusable(
          place
              + " must hold two lines, access key and secret key, or a JSON object with"
              + " access_key_id and secret_access_key");
    }
    return credentials(access.strip(), secret.strip(), fields.get("session_token"), place);
  }

  static Credentials credentials(
      String access, String secret, @Nullable String token, String place) {
    return credentials(access, secret, token, null, place);
  }

  static Credentials credentials(
      String access,
      String secret,
      @Nullable String token,
      @Nullable Instant expiry,
      String place) {
    if (access.indexOf(' ') >= 0 || access.indexOf('=') >= 0 || access.length() > 128) {
      throw unusable("the access key in " + place + " does not look like one");
    }
    try {
      return new Credentials(access, secret, token, expiry);
    } catch (IllegalArgumentException malformed) {
      throw unusable("the credentials in " + place + " hold characters that no key has");
    }
  }

  /// There are no usable credentials.
  static StoreException unusable(String why) {
    return new StoreException(new Failure.WrongCredentials(why, 0, "NoCredentials"));
  }
}
