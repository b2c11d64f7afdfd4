package dev.longhaul.effect.system;

import dev.longhaul.effect.Supervisor;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// systemd, told over the socket that it names in `NOTIFY_SOCKET`, for units of `Type=notify`.
public final class NotifySocket implements Supervisor {
  private static final Duration USUAL_PULSE = Duration.ofSeconds(10);

  private final Datagrams datagrams;
  private final Duration pulse;
  private final Consumer<String> remarks;
  private final AtomicBoolean failed = new AtomicBoolean();

  private NotifySocket(Datagrams datagrams, Duration pulse, Consumer<String> remarks) {
    this.datagrams = datagrams;
    this.pulse = pulse;
    this.remarks = remarks;
  }

  /// The supervisor that the environment names; `NONE` where it names none.
  ///
  /// @param remarks is told once when it cannot be reached
  public static Supervisor of(Map<String, String> environment, Consumer<String> remarks) {
    String name = environment.getOrDefault("NOTIFY_SOCKET", "");
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.isEmpty() || !system.equals("linux")) {
      return NONE;
    }
    return new NotifySocket(new Datagrams(name), pulse(environment), remarks);
  }

  /// Half of what the watchdog waits, if that is less than usual.
  private static Duration pulse(Map<String, String> environment) {
    String own = Long.toString(ProcessHandle.current().pid());
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    if (!micros.matches("[1-9][0-9]{0,14}")
        || !environment.getOrDefault("WATCHDOG_PID", own).equals(own)) {
      return USUAL_PULSE;
    }
    Duration half = Duration.ofNanos(Long.parseLong(micros) * 1000 / 2);
    return half.compareTo(USUAL_PULSE) < 0 ? half : USUAL_PULSE;
  }

  @Override
  public void ready() {
    send("READY=1");
  }

  @Override
  public void reloading() {
    // On Linux this is the monotonic clock that systemd reads.
    send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
  }

  @Override
  public void stopping() {
    send("STOPPING=1");
  }

  @Override
  public void alive(String status) {
    send("WATCHDOG=1\nSTATUS=" + status.replaceAll("\\p{Cntrl}", " "));
  }

  @Override
  public Optional<Duration> pulse() {
    return Optional.of(pulse);
  }

  private void send(String message) {
    if (!datagrams.send(message) && !failed.getAndSet(true)) {
      remarks.accept(
          "the socket that NOTIFY_SOCKET names takes no messages, so systemd learns"
              + " nothing of this process; start it from its unit, or without that variable");
    }
  }
}
