package dev.longhaul.effect.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longhaul.effect.Supervisor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What systemd is told. Java cannot receive datagrams of local sockets, so a script of Python
/// does.
@EnabledOnOs(OS.LINUX)
final class NotifySocketTest {
  /// Prints what it receives, a datagram a line, until it is killed.
  private static final String RECEIVER =
      """
      import socket, sys
      name = sys.argv[1]
      own = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      own.bind('\\0' + name[1:] if name[0] == '@' else name)
      print('bound', flush=True)
      while True:
        print(repr(own.recv(4096).decode()), flush=True)
      """;

  @TempDir private Path folder;
  private final List<String> remarks = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"/notify", "@"})
  void tellsEachThingInADatagram(String kind) throws Exception {
    String name = (kind.equals("@") ? "@" : "") + folder + "/notify";
    Process process = receiver(name);
    try (BufferedReader received = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(received.readLine()).isEqualTo("bound");
      Supervisor supervisor = NotifySocket.of(Map.of("NOTIFY_SOCKET", name), remarks::add);

      supervisor.ready();
      assertThat(received.readLine()).isEqualTo("'READY=1'");
      long before = System.nanoTime() / 1000;
      supervisor.reloading();
      String reloading = received.readLine();
      assertThat(reloading).startsWith("'RELOADING=1\\nMONOTONIC_USEC=");
      assertThat(Long.parseLong(reloading.replaceAll(".*=|'", "")))
          .isBetween(before, System.nanoTime() / 1000);
      supervisor.alive("routes: 1 equal\nREADY=1");
      assertThat(received.readLine()).isEqualTo("'WATCHDOG=1\\nSTATUS=routes: 1 equal READY=1'");
      supervisor.stopping();
      assertThat(received.readLine()).isEqualTo("'STOPPING=1'");
      assertThat(remarks).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private Process receiver(String name) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("receiver.py"), RECEIVER);
    assumeTrue(runs("python3", "-c", "import socket; socket.AF_UNIX"), "needs python3");
    return new ProcessBuilder("python3", script.toString(), name)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).start();
      return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  @Test
  void saysOnceThatNobodyListensAndGoesOn() {
    Supervisor supervisor =
        NotifySocket.of(Map.of("NOTIFY_SOCKET", folder + "/nobody"), remarks::add);
    supervisor.ready();
    supervisor.stopping();
    assertThat(remarks).singleElement().asString().contains("NOTIFY_SOCKET");
  }

  @Test
  void aNameThatIsTooLongIsSaidToo() {
    Supervisor supervisor =
        NotifySocket.of(Map.of("NOTIFY_SOCKET", "/" + "long".repeat(40)), remarks::add);
    supervisor.ready();
    assertThat(remarks).hasSize(1);
  }

  @Test
  void tellsNobodyWhereNobodyAsks() {
    assertThat(NotifySocket.of(Map.of(), remarks::add)).isSameAs(Supervisor.NONE);
  }

  @Test
  void beatsTwiceInTheTimeThatTheWatchdogWaits() {
    assertThat(pulse(Map.of())).isEqualTo(Duration.ofSeconds(10));
    assertThat(pulse(Map.of("WATCHDOG_USEC", "6000000"))).isEqualTo(Duration.ofSeconds(3));
    assertThat(pulse(Map.of("WATCHDOG_USEC", "60000000"))).isEqualTo(Duration.ofSeconds(10));
    assertThat(pulse(Map.of("WATCHDOG_USEC", "6000000", "WATCHDOG_PID", "1")))
        .as("meant for another process")
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(pulse(Map.of("WATCHDOG_USEC", "soon"))).isEqualTo(Duration.ofSeconds(10));
  }

  private Duration pulse(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("NOTIFY_SOCKET", folder + "/nobody");
    return NotifySocket.of(environment, remarks::add).pulse().orElseThrow();
  }
}
