package dev.longhaul.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who a token lets in.
final class TokenGuardTest {
  private final TokenGuard guard = new TokenGuard("right");

  @Test
  void letsInWhoSendsTheTokenInEitherForm() {
    assertThat(guard.refusal(head("Bearer right"))).isNull();
    assertThat(guard.refusal(head("bearer   right "))).isNull();
    assertThat(guard.refusal(head("Basic " + base64("anybody:right")))).isNull();
  }

  @Test
  @Hazard(78)
  void refusesEverybodyElse() {
    for (String wrong :
        List.of(
            "Bearer wrong",
            "Bearer",
            "Bearer ",
            "right",
            "Bearer rightright",
            "Basic " + base64("right:"),
            "Basic " + base64("right"),
            "Basic %%%",
            "Digest right")) {
      assertThat(guard.refusal(head(wrong))).as(wrong).isNotNull();
    }
    assertThat(status(guard.refusal(head("Bearer wrong")))).isEqualTo(403);
    assertThat(status(guard.refusal(head(null)))).isEqualTo(401);
  }

  @Test
  @Hazard(79)
  void takesNoTokenFromTheAddressAndShowsNone() {
    Head head =
        new Head("POST", "/hooks/a", Map.of("token", List.of("right")), Map.of("X", "right"), null);

    assertThat(status(guard.refusal(head))).isEqualTo(401);
    assertThat(head.toString() + guard).doesNotContain("right");
  }

  private static int status(@Nullable Answer refusal) {
    return refusal == null ? 200 : refusal.status();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static Head head(@Nullable String authorization) {
    Map<String, String> headers =
        authorization == null ? Map.of() : Map.of("Authorization", authorization);
    return new Head("POST", "/", Map.of(), headers, null);
  }
}
