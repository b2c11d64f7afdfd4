package dev.longhaul.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.tidy.SourceTree;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `/metrics` exposes is what the document says. With the system property `docs.write` it
/// brings the document up to date instead of failing.
@Timeout(300)
final class MetricsDocumentTest {
  private static final Path DOCUMENT = SourceTree.find().root().resolve("docs/console.md");
  private static final String BEGIN = "<!-- metrics -->\n";
  private static final String END = "<!-- /metrics -->";
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^(\\w+?)(?:_bucket|_count|_sum)?(?:\\{(.*)})? (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private ConsoleWorld world;

  @BeforeEach
  void open() {
    world = new ConsoleWorld(null);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private String scrape() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(world.url() + "/metrics")).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void theDocumentNamesEveryMetricWithItsMeaning() throws Exception {
    String table = table(scrape());
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (System.getProperty("docs.write") != null) {
      text = text.substring(0, begin) + "\n" + table + "\n" + text.substring(end);
      Files.writeString(DOCUMENT, text);
      end = text.indexOf(END);
    }
    assertThat(text.substring(begin, end).strip())
        .as("run this test with -Ddocs.write to bring it up to date")
        .isEqualTo(table.strip());
  }

  private static String table(String scrape) {
    Map<String, TreeSet<String>> labels = new TreeMap<>();
    for (Matcher sample = SAMPLE.matcher(scrape); sample.find(); ) {
      TreeSet<String> names = labels.computeIfAbsent(sample.group(1), _ -> new TreeSet<>());
      String inside = sample.group(2) == null ? "" : sample.group(2);
      LABEL.matcher(inside).results().forEach(label -> names.add(label.group(1)));
      names.remove("le");
    }
    StringBuilder table =
        new StringBuilder("| metric | type | labels | meaning |\n|---|---|---|---|\n");
    Matcher help = Pattern.compile("(?m)^# HELP (\\S+) (.*)$").matcher(scrape);
    while (help.find()) {
      String name = help.group(1);
      Matcher type = Pattern.compile("(?m)^# TYPE " + name + " (\\w+)$").matcher(scrape);
      assertThat(type.find()).as(name).isTrue();
      table
          .append("| `")
          .append(name)
          .append("` | ")
          .append(type.group(1))
          .append(" | ")
          .append(String.join(", ", labels.getOrDefault(name, new TreeSet<>())))
          .append(" | ")
          .append(help.group(2))
          .append(" |\n");
    }
    return table.toString();
  }

  @Test
  @Hazard(76)
  void noKeyIsEverALabel() throws Exception {
    world.orders.source().put("secret-key", "bytes");
    world.audited();
    world.orders.event("secret-key");
    world
        .orders
        .ledger()
        .parked()
        .park(
            new ParkedKey(ObjectKey.of("secret-parked"), "R", "secret-m", "r", ConsoleWorld.SINCE));
    String scrape = scrape();
    assertThat(scrape).doesNotContain("secret");
    for (Matcher sample = SAMPLE.matcher(scrape); sample.find(); ) {
      String inside = sample.group(2) == null ? "" : sample.group(2);
      LABEL
          .matcher(inside)
          .results()
          .forEach(label ->
              assertThat(label.group(1))
                  .isIn(
                      "route",
                      "intake",
                      "side",
                      "operation",
                      "condition",
                      "standing",
                      "outcome",
                      "result",
                      "window",
                      "le"));
    }
  }

  @Test
  void figuresAreThoseOfTheMoment() throws Exception {
    world.audited();
    world.orders.source().put("key", "bytes");
    world.orders.event("key");
    ConsoleWorld.await(() -> world.orders.replication().status().counts().proved().copied() == 1);
    ConsoleWorld.await(
        () -> world.orders.replication().status().history().totals().lag().count() == 1);
    assertThat(scrape())
        .contains("longhaul_route_keys_total{outcome=\"copied\",route=\"orders\"} 1.0")
        .contains("longhaul_route_copied_bytes_total{route=\"orders\"} 5.0")
        .contains("longhaul_route_lag_seconds_count{route=\"orders\"} 1\n")
        .contains("longhaul_route_lag_seconds_bucket{route=\"orders\",le=\"+Inf\"} 1\n")
        .contains("longhaul_route_pending{route=\"orders\"} 0.0")
        .contains(
            "longhaul_store_requests_total{operation=\"get\",route=\"orders\",side=\"source\"} 7.0")
        .contains("longhaul_intake_messages_total{intake=\"queue\"} 11.0")
        .contains("longhaul_intake_troubled{intake=\"queue\"} 0.0");
  }
}
