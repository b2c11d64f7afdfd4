package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
  @TempDir Path root;
  private final List<List<String>> commands = new ArrayList<>();

  @BeforeEach
  void aMachineAsItComes() throws IOException {
    set("net.core.default_qdisc", "pfifo_fast");
    set("net.ipv4.tcp_congestion_control", "cubic");
    set("net.ipv4.tcp_rmem", "4096\t131072\t6291456");
    set("net.ipv4.tcp_wmem", "4096\t16384\t134217728");
    Path routes = root.resolve("proc/net/route");
    Files.createDirectories(routes.getParent());
    Files.writeString(
        routes, "Iface\tDestination\tGateway\neth0\t00000000\t01\nlo\t0000007F\t00\n");
  }

  private void set(String name, String value) throws IOException {
    Path file = root.resolve("proc/sys").resolve(name.replace('.', '/'));
    Files.createDirectories(file.getParent());
    Files.writeString(file, value + "\n");
  }

  private HostTuning tuning(boolean commandsWork) {
    return new HostTuning(
        root,
        command -> {
          commands.add(command);
          return commandsWork;
        });
  }

  @Test
  void saysWhatIsBadForLongLinksAndOnlyThat() {
    assertThat(new HostCheck(root).findings())
        .extracting(Finding::level)
        .containsExactly(
            Finding.Level.WARN, Finding.Level.WARN, Finding.Level.WARN, Finding.Level.OK);
  }

  @Test
  void fixingSetsItNowAndForEveryStart() throws IOException {
    assertThat(tuning(true).apply()).isEmpty();

    assertThat(new HostCheck(root).findings())
        .extracting(Finding::level)
        .containsOnly(Finding.Level.OK);
    assertThat(root.resolve("etc/modules-load.d/longhaul.conf")).content().contains("tcp_bbr\n");
    assertThat(root.resolve("etc/sysctl.d/90-longhaul.conf"))
        .content()
        .contains("net.ipv4.tcp_congestion_control = bbr\n");
    assertThat(commands)
        .containsExactly(
            List.of("modprobe", "tcp_bbr"),
            List.of("modprobe", "sch_fq"),
            List.of("tc", "qdisc", "replace", "dev", "eth0", "root", "fq"));
  }

  @Test
  void fixingLeavesLargerBuffersAlone() throws IOException {
    tuning(true).apply();

    assertThat(root.resolve("proc/sys/net/ipv4/tcp_wmem")).content().contains("134217728");
  }

  @Test
  void aDeviceThatKeepsItsQueueIsNamed() {
    assertThat(tuning(false).apply())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("eth0", "tc qdisc replace"));
  }

  @Test
  void anotherSystemHasNothingToLookAt() {
    assertThat(new HostCheck(root.resolve("elsewhere")).findings())
        .containsExactly(Finding.ok("host", "has no Linux network settings to look at"));
  }
}
