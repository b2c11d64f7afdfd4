package dev.longhaul.alert.send;

import dev.longhaul.alert.AlertTarget;
import dev.longhaul.alert.Notice;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.object.Escaped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Starts a program of this machine, without a shell, for each notice; it gets the JSON on standard
/// input. One that takes too long is ended, with all that it started.
public final class CommandTarget implements AlertTarget {
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);
  private static final Duration REST = Duration.ofSeconds(1);

  /// Bytes of what it prints that are remarked at most; the rest is read and forgotten.
  private static final int PRINTED = 2_000;

  private final List<String> words;
  private final Duration patience;
  private final Consumer<String> remarks;

  /// @param words the program and its arguments
  /// @param remarks is told what it prints
  public CommandTarget(List<String> words, Consumer<String> remarks) {
    this(words, USUAL_PATIENCE, remarks);
  }

  CommandTarget(List<String> words, Duration patience, Consumer<String> remarks) {
    this.words = List.copyOf(words);
    this.patience = patience;
    this.remarks = remarks;
  }

  private String name() {
    return Escaped.text(words.getFirst());
  }

  @Override
  public Answer tell(Notice notice) {
    Process process;
    try {
      process = new ProcessBuilder(words).redirectErrorStream(true).start();
    } catch (IOException missing) {
      String why = Escaped.text(String.valueOf(missing.getMessage()));
      return new Answer.Failed("the command cannot be started: " + why, false);
    }
    AtomicReference<String> printed = new AtomicReference<>("");
    Thread reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), printed));
    write(process.getOutputStream(), notice.json());
    try {
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        // What it started and left behind may hold the pipe open.
        reader.join(REST);
      }
      return ended ? ended(process.exitValue(), printed.get()) : late();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new Cancelled(told);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      reader.interrupt();
    }
  }

  private Answer ended(int code, String printed) {
    String text = printed.strip();
    if (!text.isEmpty()) {
      remarks.accept(name() + " says: " + Escaped.text(text));
    }
    return code == 0 ? new Answer.Taken() : new Answer.Failed(name() + " ended with " + code, true);
  }

  private Answer late() {
    return new Answer.Failed(
        name() + " took longer than " + patience.toSeconds() + " s and was ended", true);
  }

  private static void read(InputStream from, AtomicReference<String> printed) {
    byte[] kept = new byte[PRINTED];
    byte[] rest = new byte[8_192];
    try (from) {
      int length = 0;
      for (int count = from.read(rest); count >= 0; count = from.read(rest)) {
        int more = Math.min(count, PRINTED - length);
        System.arraycopy(rest, 0, kept, length, more);
        length += more;
        printed.set(new String(kept, 0, length, StandardCharsets.UTF_8));
      }
    } catch (IOException closed) {
      // What came until then is all there is.
      return;
    }
  }

  /// A notice fits into the pipe, so nobody waits for a program that does not read. One that ended
  /// already is judged by how it ended. Returns whether all of it was written.
  private static boolean write(OutputStream to, String json) {
    try (to) {
      to.write((json + "\n").getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException unread) {
      return false;
    }
  }
}
