package dev.longhaul.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Lets in who sends a token, as `Authorization: Bearer TOKEN` or as the password of
/// `Authorization: Basic`, whatever the user.
///
/// The password is for posters that can only be given an address (`https://any:TOKEN@host/…`), such
/// as Ceph and SNS. A token within the path or query is not taken: addresses end up in logs (H79).
public final class TokenGuard implements Endpoint.Guard {
  private static final Answer MISSING =
      Answer.text(401, "send the token as Authorization: Bearer")
          .with("WWW-Authenticate", "Bearer, Basic realm=\"longhaul\"");

  /// MinIO takes a 403, and no 401, for a wrong token and says so in its log.
  private static final Answer WRONG = Answer.text(403, "this is not the token");

  private final byte[] digest;

  public TokenGuard(String token) {
    this.digest = sha256(token.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public @Nullable Answer refusal(Head head) {
    byte[] shown = shown(head.header("authorization"));
    if (shown == null) {
      return MISSING;
    }
    return MessageDigest.isEqual(digest, sha256(shown)) ? null : WRONG;
  }

  private static byte @Nullable [] shown(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    int space = authorization.indexOf(' ');
    String rest = authorization.substring(space + 1).strip();
    return switch (authorization.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT)) {
      case "bearer" -> rest.getBytes(StandardCharsets.UTF_8);
      case "basic" -> password(rest);
      default -> null;
    };
  }

  private static byte @Nullable [] password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : pair.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  /// Digests have one length, so that comparing them does not tell that of the token.
  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return "(a token)";
  }
}
