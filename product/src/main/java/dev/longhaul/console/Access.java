package dev.longhaul.console;

import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.Head;
import dev.longhaul.http.TokenGuard;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who may ask and tell the console: whoever has the token, where one is set; and never a page of
/// another origin that somebody's browser shows.
///
/// A browser sends for any page: so what changes something must say that it is JSON, which other
/// origins may not, and must not name another origin. And a name that resolves to this machine only
/// for the moment (DNS rebinding) makes any page one of ours: so without a token and without TLS
/// the console answers only to addresses, to `localhost` and to the name it listens at.
public final class Access implements Endpoint.Guard {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.%]+]");

  private final Endpoint.@Nullable Guard token;
  private final boolean anyName;
  private final String listens;

  /// @param token what callers must send, `null` for none
  /// @param encrypted whether callers come over TLS, and so for the name in the certificate
  /// @param listens the host that the settings name
  public Access(@Nullable String token, boolean encrypted, String listens) {
    this.token = token == null ? null : new TokenGuard(token);
    this.anyName = encrypted || token != null;
    this.listens = listens.toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable Answer refusal(Head head) {
    String host = String.valueOf(head.header("host")).toLowerCase(Locale.ROOT);
    if (!anyName && !isKnown(host.replaceFirst(":[0-9]*$", ""))) {
      return Answers.refused(
          403,
          "this console is asked by its address or as localhost; another name needs a token"
              + " (console: token) or TLS");
    }
    Answer refusal = token == null ? null : token.refusal(head);
    boolean acts = !head.method().equals("GET") && !head.method().equals("HEAD");
    return refusal == null && acts ? foreign(head, host) : refusal;
  }

  private boolean isKnown(String name) {
    return name.equals("localhost") || name.equals(listens) || ADDRESS.matcher(name).matches();
  }

  private static @Nullable Answer foreign(Head head, String host) {
    String type = String.valueOf(head.header("content-type")).toLowerCase(Locale.ROOT);
    if (!type.equals("application/json") && !type.startsWith("application/json;")) {
      return Answers.refused(415, "send Content-Type: application/json");
    }
    String origin = head.header("origin");
    String site = head.header("sec-fetch-site");
    boolean ours =
        origin == null
            || origin.toLowerCase(Locale.ROOT).equals("http://" + host)
            || origin.toLowerCase(Locale.ROOT).equals("https://" + host);
    boolean same = site == null || site.equals("same-origin") || site.equals("none");
    return ours && same
        ? null
        : Answers.refused(403, "a page of another origin may not tell this console what to do");
  }
}
