package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.config.Configuration;
import dev.longhaul.console.ConsoleWorld;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.hint.UnreadableMessage;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.rehearsal.FreePort;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands that ask a running process, against one.
@Timeout(300)
final class ConsoleCommandsTest {
  @TempDir private Path folder;

  private final Screen screen = new Screen();
  private ConsoleWorld world;
  private String input = "";

  @BeforeEach
  void open() {
    world = new ConsoleWorld(null);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static Configuration noFile(Path file) {
    throw new UsageException(file + " is not read here");
  }

  private ExitCode type(String... words) {
    screen.clear();
    ConsoleOptions options = new ConsoleOptions(ConsoleCommandsTest::noFile);
    List<Command> commands =
        List.of(
            new StatusCommand(options, new EndingClock()),
            new ParkedCommand(options),
            new RedriveCommand(options),
            new ReconcileCommand(options, this::input),
            new DeletesCommand(options),
            PauseCommand.pause(options),
            PauseCommand.resume(options),
            new AuditCommand(options),
            new MessagesCommand(options));
    return new CommandLines(commands, List::of).run(List.of(words), screen.terminal());
  }

  private InputStream input() {
    return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
  }

  /// The same with the address of the world.
  private ExitCode ask(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--console=" + world.url());
    return type(all.toArray(String[]::new));
  }

  /// Ends whoever waits.
  private static final class EndingClock implements Clock {
    private final Clock inner = new SystemClock();

    @Override
    public Instant now() {
      return inner.now();
    }

    @Override
    public long nanos() {
      return inner.nanos();
    }

    @Override
    public void sleep(Duration duration) {
      throw new Cancelled();
    }
  }

  private void park(ObjectKey key) {
    world
        .orders
        .ledger()
        .parked()
        .park(
            new ParkedKey(
                key, "ARCHIVED", "it is \u001b[31m archived", "restore it", ConsoleWorld.SINCE));
  }

  @Test
  void theExitCodeTellsEqualFromDifferentFromUnknown() {
    assertThat(ask("status")).isEqualTo(ExitCode.UNKNOWN);
    assertThat(screen.out()).contains("orders: not audited yet").contains("to do");
    world.audited();
    assertThat(ask("status")).isEqualTo(ExitCode.DONE);
    assertThat(screen.out())
        .contains("orders: equal\n")
        .contains("no event lately; nothing waits")
        .contains("99% within 1m 0s")
        .contains("queue (sqs): 11 messages, 12 events")
        .endsWith("everything that is known is equal\n");
    park(ObjectKey.of("a"));
    assertThat(ask("status")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out())
        .contains("orders: equal but for what is parked, parked: 1")
        .contains("longhaul parked orders says why");
    world.trouble = new IntakeState.Trouble(ConsoleWorld.SINCE, "no\u001b[2Janswer");
    assertThat(ask("status")).isEqualTo(ExitCode.UNKNOWN);
    assertThat(screen.out()).contains("no\\u001b[2Janswer").doesNotContain("\u001b");
  }

  @Test
  void theStatusIsShownAsJsonAndAgainAndAgain() {
    world.audited();
    assertThat(ask("status", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(screen.out())
        .startsWith("{\"version\":\"1.2.3\"")
        .contains("\"condition\":\"equal\"")
        .hasLineCount(1);
    assertThat(ask("status", "--watch")).isEqualTo(ExitCode.DONE);
    assertThat(screen.out()).contains("orders: equal");
  }

  @Test
  @Hazard(76)
  void nothingThatIsPrintedActsOnATerminal() {
    NastyKeys.all().forEach(this::park);
    park(ObjectKey.ofBytes(new byte[] {(byte) 0xff, 27}));
    assertThat(ask("parked")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out().replace("\n", "").chars())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    assertThat(screen.out()).contains("to do: restore it").contains("cr\\rx");
    assertThat(ask("parked", "orders", "--json")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out()).hasLineCount(NastyKeys.all().size() + 1).matches("[ -~\n]*");
    assertThat(ask("parked", "photos")).isEqualTo(ExitCode.DONE);
    assertThat(screen.out()).isEqualTo("no key is parked\n");
  }

  @Test
  @Hazard({52, 55})
  void whatParkedPrintsReconcileTakes() {
    for (ObjectKey key : NastyKeys.all()) {
      world.orders.source().put(key.text(), "bytes");
      park(key);
    }
    ask("parked", "orders", "--json");
    input = screen.out();
    assertThat(ask("reconcile", "orders", "--from-json=-")).isEqualTo(ExitCode.DONE);
    assertThat(screen.out())
        .isEqualTo("orders: " + NastyKeys.all().size() + " keys wait for work\n");
    ConsoleWorld.await(() -> world.orders.ledger().parked().isEmpty());
    assertThat(world.orders.destination().objects().keySet())
        .containsExactlyInAnyOrderElementsOf(NastyKeys.all());
  }

  @Test
  void keysAreNamedInManyWays() throws IOException {
    for (String key : List.of("one", " two ", "{three}", "-four")) {
      world.orders.source().put(key, "bytes");
    }
    assertThat(type("reconcile", "--console=" + world.url(), "orders", "one", "--", "-four"))
        .isEqualTo(ExitCode.DONE);
    input = " two \n\n{three}\n";
    assertThat(ask("reconcile", "orders", "--from=-")).isEqualTo(ExitCode.DONE);
    ConsoleWorld.await(() -> world.orders.destination().objects().size() == 4);
    Path file = Files.writeString(folder.resolve("keys"), "{\"key\":\"one\"}\n{\"no\":1}\n");
    assertThat(ask("reconcile", "orders", "--from-json=" + file)).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("keys, line 2: ");
    assertThat(ask("reconcile", "orders")).isEqualTo(ExitCode.USAGE);
    assertThat(ask("reconcile", "nowhere", "key")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("there is no route \"nowhere\"; there are: orders, photos");
  }

  @Test
  void parkedKeysAreTriedAgain() {
    world.orders.source().put("a", "bytes");
    park(ObjectKey.of("a"));
    assertThat(ask("redrive")).isEqualTo(ExitCode.DONE);
    assertThat(screen.out())
        .isEqualTo("orders: 1 parked key is tried again\nphotos: 0 parked keys are tried again\n");
    ConsoleWorld.await(() -> world.orders.ledger().parked().isEmpty());
  }

  @Test
  @Hazard(71)
  void deadLettersComeBack() {
    for (int number = 0; number < 450; number++) {
      world.dead.add("letter " + number);
    }
    assertThat(ask("messages", "--dead-letters=queue")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.err()).contains("450 dead letters lie in http://queue/dead");
    assertThat(ask("redrive", "--intake=queue")).isEqualTo(ExitCode.DONE);
    assertThat(screen.out()).isEqualTo("queue: 450 dead letters are back in the queue\n");
    world.dead.addAll(List.of("fine", "stays"));
    assertThat(ask("redrive", "--intake=queue")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.err()).contains("some are not: refused");
    assertThat(ask("redrive", "orders", "--intake=queue")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  @Hazard(61)
  void heldDeletesAreListedAndReleased() {
    for (String key : List.of("a", "b", "c")) {
      world.orders.source().put(key, "bytes");
    }
    world.audited();
    assertThat(ask("deletes", "pending", "orders")).isEqualTo(ExitCode.DONE);
    for (String key : List.of("a", "b", "c")) {
      world.orders.source().remove(ObjectKey.of(key));
      world.orders.event(key);
    }
    ConsoleWorld.await(() -> world.orders.replication().status().work().backlog().held() == 1);
    assertThat(ask("deletes", "pending", "orders")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out()).matches("[abc]\n");
    assertThat(screen.err()).contains("longhaul deletes release orders --up-to ");
    String seen = screen.err().strip().replaceAll(".* ", "");
    assertThat(ask("status")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out()).contains("orders: deletes held, deletes held: 1");
    assertThat(ask("deletes", "release", "orders")).isEqualTo(ExitCode.USAGE);
    assertThat(ask("deletes", "pending", "orders", "--up-to=1")).isEqualTo(ExitCode.USAGE);
    assertThat(ask("deletes", "release", "orders", "--up-to=" + seen)).isEqualTo(ExitCode.DONE);
    assertThat(screen.out()).contains("1 delete is let go");
    ConsoleWorld.await(() -> world.orders.destination().objects().isEmpty());
  }

  @Test
  void routesArePausedResumedAndAudited() {
    world.audited();
    assertThat(ask("pause", "orders")).isEqualTo(ExitCode.DONE);
    assertThat(ask("status")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out()).contains("longhaul resume orders goes on");
    assertThat(ask("resume", "orders")).isEqualTo(ExitCode.DONE);
    assertThat(ask("status")).isEqualTo(ExitCode.DONE);
    world.orders.source().put("untold", "bytes");
    assertThat(ask("audit", "orders", "--kind=deep=50%")).isEqualTo(ExitCode.DONE);
    assertThat(ask("audit", "orders")).isEqualTo(ExitCode.DONE);
    ConsoleWorld.await(() -> world.orders.destination().has(ObjectKey.of("untold")));
    assertThat(ask("audit", "orders", "--kind=closely")).isEqualTo(ExitCode.USAGE);
    assertThat(ask("audit", "nowhere")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void messagesAreShownAndForgotten() {
    assertThat(ask("messages")).isEqualTo(ExitCode.DONE);
    world.messages.keep(
        new UnreadableMessage("queue", "id-1", "no JSON", "a\u001bb", ConsoleWorld.SINCE));
    assertThat(ask("messages")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out()).contains("queue id-1").contains("no JSON").contains("a\\u001bb");
    assertThat(ask("messages", "--forget=id-1")).isEqualTo(ExitCode.USAGE);
    assertThat(ask("messages", "--forget=id-1", "--intake=queue")).isEqualTo(ExitCode.DONE);
    assertThat(ask("messages", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(screen.out()).isEqualTo("{\"all\":0,\"messages\":[]}\n");
  }

  @Test
  void whereNobodyAnswersTheMessageNamesTheAddressAndTheSetting() {
    String address = "http://127.0.0.1:" + FreePort.find();
    assertThat(type("status", "--console=" + address)).isEqualTo(ExitCode.UNKNOWN);
    assertThat(screen.err())
        .contains("nothing answers at " + address + " (--console)")
        .contains("is longhaul run running?")
        .hasLineCount(1);
    assertThat(type("pause", "orders", "--console=" + address)).isEqualTo(ExitCode.UNKNOWN);
    assertThat(type("status", "--console=127.0.0.1:80")).isEqualTo(ExitCode.USAGE);
    assertThat(type("status", "--console=http://127.0.0.1/x")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theTokenComesFromAFile() throws IOException {
    try (ConsoleWorld guarded = new ConsoleWorld("secret")) {
      String console = "--console=" + guarded.url();
      assertThat(type("status", console)).isEqualTo(ExitCode.UNKNOWN);
      assertThat(screen.err()).contains("send the token").contains("--token-file");
      Path wrong = Files.writeString(folder.resolve("wrong"), "other");
      assertThat(type("status", console, "--token-file=" + wrong)).isEqualTo(ExitCode.UNKNOWN);
      assertThat(screen.err()).contains("this is not the token").doesNotContain("other");
      Path right = Files.writeString(folder.resolve("right"), "secret\n");
      guarded.audited();
      assertThat(type("status", console, "--token-file=" + right)).isEqualTo(ExitCode.DONE);
    }
  }
}
