package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.IntakeEntry.RequestLimits;
import dev.longhaul.config.Listener;
import dev.longhaul.config.Secret;
import dev.longhaul.effect.Background;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.ListenException;
import dev.longhaul.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who listens where, and what becomes of certificates while they do.
final class DoorsTest {
  private static final Listener CONSOLE =
      new Listener(new Listener.Address("127.0.0.1", 8080), null);
  private static final Listener OTHER = new Listener(new Listener.Address("127.0.0.1", 9443), null);
  private static final Endpoint PAGE =
      Endpoint.get("/", Endpoint.OPEN, _ -> Answer.text(200, "the page"));

  private final List<String> happenings = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final Doors doors = new Doors(said::add);
  private boolean renewed;
  private @Nullable String unusable;
  private int most = Integer.MAX_VALUE;

  private static IntakeEntry hook(String name, @Nullable Listener listener) {
    return new IntakeEntry.Webhook(
        name, List.of("a"), "/hooks/" + name, Secret.of("token"), listener, RequestLimits.DEFAULT);
  }

  private static Endpoint endpoint(IntakeEntry.Webhook hook) {
    return Endpoint.get(hook.path(), Endpoint.OPEN, _ -> Answer.text(200, hook.name()));
  }

  private final class Listens implements Doors.Listens {
    private final String setting;

    Listens(String setting) {
      this.setting = setting;
    }

    @Override
    public boolean renew() {
      if (unusable != null) {
        throw new ListenException(unusable, null);
      }
      return renewed;
    }

    @Override
    public void close() {
      happenings.add("closed " + setting);
    }
  }

  private Doors.Listens listen(
      String setting, Listener listener, List<Endpoint> endpoints, Consumer<String> fault) {
    if (happenings.size() == most) {
      throw new UsageException("cannot listen on " + listener.address());
    }
    happenings.add(
        setting + " at " + listener.address() + endpoints.stream().map(Endpoint::path).toList());
    return new Listens(setting);
  }

  private void open(@Nullable Listener console, IntakeEntry... intakes) {
    doors.open(console, List.of(PAGE), List.of(intakes), DoorsTest::endpoint, this::listen);
  }

  @Test
  void webhooksWithoutAnAddressShareTheConsoles() {
    open(CONSOLE, hook("one", null), hook("two", OTHER), hook("three", null));
    assertThat(happenings)
        .containsExactly(
            "console: listen at 127.0.0.1:8080[/, /hooks/one, /hooks/three]",
            "intakes.two.listen at 127.0.0.1:9443[/hooks/two]");
  }

  @Test
  void everyAddressIsListenedOnOnceWhoeverNamesIt() {
    open(CONSOLE, hook("one", CONSOLE), hook("two", OTHER), hook("three", OTHER));
    assertThat(happenings)
        .containsExactly(
            "console: listen at 127.0.0.1:8080[/, /hooks/one]",
            "intakes.two.listen at 127.0.0.1:9443[/hooks/two, /hooks/three]");
  }

  @Test
  void withoutAConsoleOnlyWebhooksListen() {
    open(null, hook("two", OTHER));
    assertThat(happenings).containsExactly("intakes.two.listen at 127.0.0.1:9443[/hooks/two]");
  }

  @Test
  void whereOneCannotListenNobodyDoes() {
    most = 1;
    assertThatThrownBy(() -> open(CONSOLE, hook("two", OTHER))).isInstanceOf(UsageException.class);
    assertThat(happenings).last().isEqualTo("closed console: listen");
  }

  @Test
  void whatBecomesOfCertificatesIsSaidOnce() {
    open(CONSOLE);
    doors.renew();
    assertThat(said).isEmpty();
    unusable = "console: listen: key.pem does not exist";
    doors.renew();
    doors.renew();
    assertThat(said)
        .containsExactly(
            "console: listen: key.pem does not exist; what was in use before still is");
    unusable = null;
    renewed = true;
    doors.renew();
    unusable = "console: listen: key.pem does not exist";
    doors.renew();
    assertThat(said)
        .hasSize(3)
        .element(1)
        .isEqualTo("console: listen: the certificates were replaced, and are in use from now on");
  }

  @Test
  void certificatesAreLookedAtEveryMinute() {
    open(CONSOLE);
    renewed = true;
    Simulation simulation = new Simulation(1);
    simulation.run(() -> {
      try (Background _ = doors.watch(simulation.workers(), simulation.clock())) {
        simulation.clock().sleep(Duration.ofSeconds(59));
        assertThat(said).isEmpty();
        simulation.clock().sleep(Duration.ofMinutes(2));
        assertThat(said).hasSize(2);
      }
      return true;
    });
  }
}
