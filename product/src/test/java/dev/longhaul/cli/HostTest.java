package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  /// @param queue what eth0 has; `null` where no program works
  private HostTuning tuning(@Nullable String queue) {
    return new HostTuning(
        root,
        command -> {
          commands.add(command);
          return Optional.ofNullable(queue).map(shown -> command.contains("show") ? shown : "");
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
    assertThat(tuning("qdisc pfifo_fast 0: root refcnt 2 bands 3\n").apply())
        .extracting(Finding::text)
        .allMatch(text -> text.startsWith("ok "))
        .satisfiesExactly(
            text -> assertThat(text).endsWith("set net.core.default_qdisc to fq; was pfifo_fast"),
            text -> assertThat(text).contains("tcp_congestion_control to bbr; was cubic"),
            text -> assertThat(text).contains("tcp_rmem to 4096 131072 67108864; was "),
            text -> assertThat(text).contains("wrote " + root.resolve("etc/sysctl.d")),
            text -> assertThat(text).contains("wrote " + root.resolve("etc/modules-load.d")),
            text -> assertThat(text).contains("gave eth0 a new queue"));

    assertThat(new HostCheck(root).findings())
        .extracting(Finding::level)
        .containsOnly(Finding.Level.OK);
    assertThat(root.resolve("etc/modules-load.d/longhaul.conf"))
        .content()
        .contains("tcp_bbr\nsch_fq\n");
    assertThat(root.resolve("etc/sysctl.d/90-longhaul.conf"))
        .content()
        .contains("net.ipv4.tcp_congestion_control = bbr\n");
    assertThat(commands)
        .containsExactly(
            List.of("modprobe", "tcp_bbr"),
            List.of("modprobe", "sch_fq"),
            List.of("tc", "qdisc", "show", "dev", "eth0"),
            List.of("tc", "qdisc", "replace", "dev", "eth0", "root", "fq"));
  }

  @Test
  void fixingTwiceChangesNothingMore() {
    tuning("qdisc pfifo_fast 0: root\n").apply();

    assertThat(tuning("qdisc fq 8001: root\n").apply()).isEmpty();
  }

  @Test
  void largerBuffersStayLargerAlsoAfterARestart() throws IOException {
    tuning("").apply();

    assertThat(root.resolve("proc/sys/net/ipv4/tcp_wmem")).content().contains("134217728");
    assertThat(root.resolve("etc/sysctl.d/90-longhaul.conf"))
        .content()
        .contains("tcp_wmem = 4096 16384 134217728\n", "tcp_rmem = 4096 131072 67108864\n");
  }

  @Test
  void aDeviceThatKeepsItsQueueIsNamed() {
    assertThat(tuning(null).apply())
        .filteredOn(finding -> finding.level() == Finding.Level.WARN)
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.text()).contains("eth0 keeps its old", "tc qdisc replace"));
    assertThat(root.resolve("etc/modules-load.d/longhaul.conf")).doesNotExist();
  }

  @Test
  void aQueueThatSomebodyChoseIsLeftAlone() {
    assertThat(tuning("qdisc htb 1: root\nqdisc fq_codel 0: parent 1:1\n").apply())
        .filteredOn(finding -> finding.level() == Finding.Level.WARN)
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("somebody chose", "htb 1:"));
    assertThat(commands).noneMatch(command -> command.contains("replace"));
  }

  @Test
  void queuesOfADeviceWithSeveralAreAllMadeAnew() throws IOException {
    Files.createDirectories(root.resolve("sys/class/net/eth0/queues/tx-1"));

    tuning("qdisc mq 0: root\nqdisc pfifo_fast 0: parent :1\n").apply();

    assertThat(commands).contains(List.of("tc", "qdisc", "replace", "dev", "eth0", "root", "mq"));
  }

  @Test
  void aContainerWithoutTheSettingsOfItsHostIsFixedAsFarAsItGoes() throws IOException {
    Files.delete(root.resolve("proc/sys/net/core/default_qdisc"));

    assertThat(tuning("").apply())
        .extracting(Finding::level)
        .hasSize(4)
        .containsOnly(Finding.Level.OK);
    assertThat(root.resolve("etc/sysctl.d/90-longhaul.conf"))
        .content()
        .doesNotContain("default_qdisc");
  }

  @Test
  void anotherSystemHasNothingToLookAt() {
    assertThat(new HostCheck(root.resolve("elsewhere")).findings())
        .containsExactly(Finding.ok("host", "has no Linux network settings to look at"));
  }
}
