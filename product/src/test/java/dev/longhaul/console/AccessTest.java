package dev.longhaul.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.http.Answer;
import dev.longhaul.http.Head;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who may ask the console, and which pages of a browser may not.
final class AccessTest {
  private static final Access LOCAL = new Access(null, false, "127.0.0.1");
  private static final Access GUARDED = new Access("secret", false, "0.0.0.0");

  private static int status(Access access, String method, String... headers) {
    Map<String, String> all = new HashMap<>();
    all.put("Host", "127.0.0.1:8080");
    for (int index = 0; index < headers.length; index += 2) {
      all.put(headers[index], headers[index + 1]);
    }
    Answer refusal = access.refusal(new Head(method, "/api/status", Map.of(), all, null));
    return refusal == null ? 200 : refusal.status();
  }

  @Test
  void withoutATokenItIsAskedByAddressOrAsLocalhost() {
    assertThat(status(LOCAL, "GET")).isEqualTo(200);
    assertThat(status(LOCAL, "HEAD", "Host", "localhost:1")).isEqualTo(200);
    assertThat(status(LOCAL, "GET", "Host", "[::1]:8080")).isEqualTo(200);
    assertThat(status(LOCAL, "GET", "Host", "LOCALHOST")).isEqualTo(200);
  }

  @Test
  void aNameThatResolvesHereForTheMomentIsRefused() {
    assertThat(status(LOCAL, "GET", "Host", "evil.example:8080")).isEqualTo(403);
    assertThat(status(LOCAL, "GET", "Host", "127.0.0.1.evil.example")).isEqualTo(403);
    assertThat(status(LOCAL, "GET", "Host", "localhost.evil.example")).isEqualTo(403);
    assertThat(status(LOCAL, "GET", "Host", "")).isEqualTo(403);
    assertThat(status(new Access(null, false, "box"), "GET", "Host", "box:80")).isEqualTo(200);
    assertThat(status(new Access(null, true, "box"), "GET", "Host", "other")).isEqualTo(200);
  }

  @Test
  void whereATokenIsSetNothingIsToldWithoutIt() {
    assertThat(status(GUARDED, "GET")).isEqualTo(401);
    assertThat(status(GUARDED, "GET", "Authorization", "Bearer wrong")).isEqualTo(403);
    String[] right = {"Authorization", "Bearer secret"};
    assertThat(status(GUARDED, "GET", right)).isEqualTo(200);
    assertThat(status(GUARDED, "GET", right[0], right[1], "Host", "any.example")).isEqualTo(200);
  }

  @Test
  void whatActsSaysThatItIsJson() {
    assertThat(status(LOCAL, "POST")).isEqualTo(415);
    assertThat(status(LOCAL, "POST", "Content-Type", "text/plain")).isEqualTo(415);
    assertThat(status(LOCAL, "POST", "Content-Type", "application/json-x")).isEqualTo(415);
    assertThat(status(LOCAL, "POST", "Content-Type", "application/json")).isEqualTo(200);
    assertThat(status(LOCAL, "POST", "Content-Type", "Application/JSON; charset=utf-8"))
        .isEqualTo(200);
  }

  @Test
  void aPageOfAnotherOriginMayNotAct() {
    String[] json = {"Content-Type", "application/json"};
    assertThat(status(LOCAL, "POST", json[0], json[1], "Origin", "http://127.0.0.1:8080"))
        .isEqualTo(200);
    for (String origin :
        new String[] {
          "http://evil.example", "null", "http://127.0.0.1:9090", "http://127.0.0.1:8080.evil"
        }) {
      assertThat(status(LOCAL, "POST", json[0], json[1], "Origin", origin)).isEqualTo(403);
    }
    assertThat(status(LOCAL, "POST", json[0], json[1], "Sec-Fetch-Site", "cross-site"))
        .isEqualTo(403);
    assertThat(status(LOCAL, "POST", json[0], json[1], "Sec-Fetch-Site", "same-site"))
        .isEqualTo(403);
    assertThat(status(LOCAL, "POST", json[0], json[1], "Sec-Fetch-Site", "same-origin"))
        .isEqualTo(200);
  }
}
