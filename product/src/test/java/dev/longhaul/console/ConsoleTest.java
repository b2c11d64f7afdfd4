package dev.longhaul.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.hint.Json;
import dev.longhaul.hint.UnreadableMessage;
import dev.longhaul.json.JsonText;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.RouteStatus.Condition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The console over real HTTP, in front of routes that are really kept equal.
@Timeout(300)
final class ConsoleTest {
  private ConsoleWorld world;
  private HttpClient client;

  @BeforeEach
  void open() {
    world = new ConsoleWorld(null);
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void close() {
    client.close();
    world.close();
    assertThat(world.faults).isEmpty();
  }

  private HttpResponse<String> send(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(world.url() + path)).header("Content-Type", type(body));
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String type(@Nullable String body) {
    return body == null ? "text/plain" : "application/json";
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, null);
  }

  private Json post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("POST", path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  private ProcessReport status() throws IOException, InterruptedException {
    return StatusJson.read(Json.parse(get("/api/status").body()));
  }

  @Test
  void theStatusIsThatOfTheRoutes() throws Exception {
    world.orders.source().put("one", "bytes");
    world.audited();
    // What an audit ends with is written down one after the other.
    RouteStatus known;
    ProcessReport report;
    do {
      known = world.orders.replication().status();
      report = status();
    } while (!world.orders.replication().status().equals(known));
    assertThat(report.version()).isEqualTo("1.2.3");
    assertThat(report.routes()).extracting(RouteReport::name).containsExactly("orders", "photos");
    assertThat(report.routes().getFirst().status()).isEqualTo(known);
    assertThat(known.condition()).isEqualTo(Condition.EQUAL);
    assertThat(report.intakes()).extracting(IntakeState::name).containsExactly("queue");
    assertThat(get("/api/intakes").body()).contains("\"messages\":11");
  }

  @Test
  void headIsAnsweredAndWhatIsNotThereIsNot() throws Exception {
    HttpResponse<String> head = send("HEAD", "/api/status", null);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(get("/api/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/api/routes/nowhere/parked").body()).contains("there are: orders, photos");
    assertThat(get("/api/routes/orders/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/api/routes/orders").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/api/status", "{}").statusCode()).isEqualTo(405);
    assertThat(get("/api/routes/orders/parked?after=%21").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/api/routes/orders/audit", "[").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/api/routes/orders/audit", "{\"kind\":\"x\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aPageOfAnotherOriginCannotPauseARoute() throws Exception {
    for (String[] header :
        new String[][] {{"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "cross-site"}}) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(world.url() + "/api/routes/orders/pause"))
              .header("Content-Type", "application/json")
              .header(header[0], header[1])
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(403);
    }
    assertThat(send("POST", "/api/routes/orders/pause", null).statusCode()).isEqualTo(415);
    assertThat(world.orders.replication().status().condition()).isNotEqualTo(Condition.PAUSED);
    post("/api/routes/orders/pause", "{}");
    assertThat(world.orders.replication().status().condition()).isEqualTo(Condition.PAUSED);
    post("/api/routes/orders/resume", "{}");
    assertThat(world.orders.replication().status().condition()).isNotEqualTo(Condition.PAUSED);
  }

  @Test
  @Hazard({52, 55})
  void everyKeyCanBeReconciledByName() throws Exception {
    List<ObjectKey> keys = new ArrayList<>(NastyKeys.all());
    for (ObjectKey key : keys) {
      world.photos.source().put(key.text(), "bytes");
    }
    for (int from = 0; from < keys.size(); from += 20) {
      List<ObjectKey> some = keys.subList(from, Math.min(keys.size(), from + 20));
      Json answer =
          post("/api/routes/photos/reconcile", JsonText.object(json -> PageJson.keys(json, some)));
      assertThat(answer.at("taken").scalar()).isEqualTo(Integer.toString(some.size()));
    }
    ConsoleWorld.await(() -> world.photos.replication().status().work().backlog().pending() == 0);
    assertThat(world.photos.destination().objects().keySet()).containsAll(keys);
  }

  @Test
  @Hazard(76)
  void parkedKeysAreToldPageByPage() throws Exception {
    List<ObjectKey> keys = new ArrayList<>(NastyKeys.all());
    for (int number = 0; number < 2 * Pages.MOST; number++) {
      keys.add(ObjectKey.of("key-" + number));
    }
    keys.add(ObjectKey.ofBytes(new byte[] {(byte) 0xff, 1}));
    for (ObjectKey key : keys) {
      world.orders.ledger().parked().park(new ParkedKey(key, "R", "m", "r", ConsoleWorld.SINCE));
    }
    List<ObjectKey> told = new ArrayList<>();
    Pages.Parked page = PageJson.parked(Json.parse(get("/api/routes/orders/parked").body()));
    while (page.next() != null) {
      page.keys().forEach(key -> told.add(key.key()));
      String next = "/api/routes/orders/parked?after=" + PageJson.cursor(page.next());
      page = PageJson.parked(Json.parse(get(next).body()));
    }
    page.keys().forEach(key -> told.add(key.key()));
    assertThat(told).containsExactlyElementsOf(keys.stream().sorted().toList());
    assertThat(post("/api/routes/orders/redrive", "{}").at("taken").scalar())
        .isEqualTo(Integer.toString(keys.size()));
  }

  @Test
  @Hazard(61)
  void heldDeletesAreShownAndLetGo() throws Exception {
    for (String key : List.of("a", "b", "c", "d")) {
      world.orders.source().put(key, "bytes");
    }
    world.audited();
    for (String key : List.of("a", "b", "c", "d")) {
      world.orders.source().remove(ObjectKey.of(key));
      world.orders.event(key);
    }
    ConsoleWorld.await(() -> world.orders.replication().status().work().backlog().held() == 2);
    Pages.Held held = PageJson.held(Json.parse(get("/api/routes/orders/deletes").body()));
    assertThat(held.keys()).hasSize(2).allMatch(world.orders.destination()::has);
    assertThat(held.next()).isNull();
    assertThat(status().routes().getFirst().status().condition()).isEqualTo(Condition.DELETES_HELD);
    String release = "/api/routes/orders/deletes/release";
    assertThat(send("POST", release, "{}").statusCode()).isEqualTo(400);
    assertThat(post(release, "{\"upTo\":0}").at("released").scalar()).isEqualTo("0");
    assertThat(post(release, "{\"upTo\":" + held.last() + "}").at("released").scalar())
        .isEqualTo("2");
    ConsoleWorld.await(() -> world.orders.destination().objects().isEmpty());
  }

  @Test
  void anAuditCanBeAskedFor() throws Exception {
    world.audited();
    world.orders.source().put("untold", "bytes");
    post("/api/routes/orders/audit", "{\"kind\":\"deep\",\"share\":1}");
    ConsoleWorld.await(() -> lastAudit() == AuditKind.DEEP);
    assertThat(world.orders.destination().has(ObjectKey.of("untold"))).isTrue();
    post("/api/routes/orders/audit", "{}");
    ConsoleWorld.await(() -> lastAudit() == AuditKind.LISTING);
    assertThat(send("POST", "/api/routes/orders/audit", "{\"kind\":\"deep\"}").statusCode())
        .isEqualTo(400);
  }

  private @Nullable AuditKind lastAudit() {
    AuditRecord last = world.orders.replication().status().audits().last();
    return last == null ? null : last.kind();
  }

  @Test
  void messagesAreShownBrieflyAndForgotten() throws Exception {
    String text = "x".repeat(100_000);
    world.messages.keep(new UnreadableMessage("queue", "id", "why", text, ConsoleWorld.SINCE));
    Pages.Messages page = PageJson.messages(Json.parse(get("/api/messages").body()));
    assertThat(page.all()).isEqualTo(1);
    assertThat(page.messages().getFirst().length()).isEqualTo(100_000);
    assertThat(page.messages().getFirst().beginning()).hasSize(500);
    String body = "{\"intake\":\"queue\",\"id\":\"id\"}";
    assertThat(post("/api/messages/forget", body).at("done").isTrue()).isTrue();
    assertThat(send("POST", "/api/messages/forget", body).statusCode()).isEqualTo(404);
  }

  @Test
  @Hazard(71)
  void deadLettersAreLookedAtAndBroughtBack() throws Exception {
    world.dead.addAll(List.of("one", "two"));
    Pages.Letters letters =
        PageJson.letters(Json.parse(get("/api/dead-letters?intake=queue").body()));
    assertThat(letters.all()).isEqualTo(2);
    assertThat(letters.letters()).extracting(Pages.Letter::beginning).contains("one", "two");
    Json answer = post("/api/dead-letters/redrive", "{\"intake\":\"queue\"}");
    assertThat(answer.at("moved").scalar()).isEqualTo("2");
    assertThat(world.dead).isEmpty();
    assertThat(get("/api/dead-letters?intake=other").body()).contains("these are: bare, queue");
    assertThat(get("/api/dead-letters?intake=bare").body()).contains("no dead-letter queue");
    world.silent = true;
    assertThat(get("/api/dead-letters?intake=queue").statusCode()).isEqualTo(502);
  }

  @Test
  void readySaysWhyNot() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    world.trouble = new IntakeState.Trouble(ConsoleWorld.SINCE, "secret words");
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo("the intake queue receives nothing since 2026-03-04T05:06:07Z\n");
  }

  @Test
  @Hazard(76)
  void thePageRunsNothingButItsOwnScript() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'")
        .contains("script-src 'sha256-")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.body())
        .doesNotContain("innerHTML")
        .doesNotContain("insertAdjacent")
        .doesNotContain("document.write")
        .doesNotContain("src=")
        .doesNotContain(" style=")
        .doesNotContain("onclick");
  }

  @Test
  void whereATokenIsSetOnlyThePageAndTheHealthAreOpen() throws Exception {
    try (ConsoleWorld guarded = new ConsoleWorld("secret")) {
      for (String path : List.of("/", "/health/live", "/health/ready")) {
        assertThat(answer(guarded, path, null)).as(path).isEqualTo(200);
      }
      for (String path :
          List.of("/api/status", "/metrics", "/api/messages", "/api/routes/orders/parked")) {
        assertThat(answer(guarded, path, null)).as(path).isEqualTo(401);
        assertThat(answer(guarded, path, "wrong")).as(path).isEqualTo(403);
        assertThat(answer(guarded, path, "secret")).as(path).isEqualTo(200);
      }
    }
  }

  private int answer(ConsoleWorld guarded, String path, @Nullable String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(guarded.url() + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }
}
