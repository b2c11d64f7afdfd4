package dev.longhaul.cli;

import dev.longhaul.config.ByteSize;
import dev.longhaul.config.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One line about how far a run is, with rates over the last few seconds. Not thread-safe.
final class ProgressLine {
  private static final int BAR = 20;
  private static final String SPACE = "  ";

  /// How much of the old rate is left after one second: fast enough to follow, slow enough to read.
  private static final double MEMORY_PER_SECOND = 0.8;

  private @Nullable Standing last;
  private double lastSeconds;
  private double listingRate;
  private double objectRate;
  private double byteRate;

  /// The line for this standing.
  ///
  /// @param seconds since the run began
  /// @param width characters there is room for
  String render(Standing now, double seconds, int width) {
    measure(now, seconds);
    List<String> fields = new ArrayList<>();
    if (now.listing()) {
      fields.add(String.format(Locale.ROOT, "listed %,d  %,.0f/s", now.listed(), listingRate));
    } else {
      fields.add(bar(now));
    }
    if (now.found() > 0) {
      String more = now.listing() ? "+" : "";
      fields.add(String.format(Locale.ROOT, "done %,d of %,d%s", now.settled(), now.found(), more));
      fields.add(String.format(Locale.ROOT, "%,.0f/s", objectRate));
      fields.add(ByteSize.text((long) byteRate) + "/s");
      String left = now.listing() ? "" : left(now);
      if (!left.isEmpty()) {
        fields.add("ETA " + left);
      }
      if (now.parked() > 0) {
        fields.add(String.format(Locale.ROOT, "parked %,d", now.parked()));
      }
      fields.add(String.format(Locale.ROOT, "in flight %,d", now.inFlight()));
    }
    return fitting(fields, width);
  }

  /// As many fields as there is room for, none of them cut but the first.
  private static String fitting(List<String> fields, int width) {
    StringBuilder line = new StringBuilder(fields.getFirst());
    line.setLength(Math.clamp(width, 0, line.length()));
    for (String field : fields.subList(1, fields.size())) {
      if (line.length() + SPACE.length() + field.length() > width) {
        break;
      }
      line.append(SPACE).append(field);
    }
    return line.toString();
  }

  private void measure(Standing now, double seconds) {
    Standing before = last;
    double passed = seconds - lastSeconds;
    if (before == null || passed <= 0) {
      listingRate = seconds > 0 ? now.listed() / seconds : 0;
      objectRate = seconds > 0 ? now.settled() / seconds : 0;
      byteRate = seconds > 0 ? now.movedBytes() / seconds : 0;
    } else {
      double keep = Math.pow(MEMORY_PER_SECOND, passed);
      double objects = (now.settled() - before.settled()) / passed;
      double bytes = (now.movedBytes() - before.movedBytes()) / passed;
      double listed = (now.listed() - before.listed()) / passed;
      listingRate = keep * listingRate + (1 - keep) * listed;
      objectRate = keep * objectRate + (1 - keep) * objects;
      byteRate = keep * byteRate + (1 - keep) * bytes;
    }
    last = now;
    lastSeconds = seconds;
  }

  /// What is done, by bytes where there are any: one large object among small ones moves it too. It
  /// is whole only once every object is settled, since bytes may be moved in vain.
  private static String bar(Standing now) {
    double share =
        now.foundBytes() > 0
            ? (double) now.movedBytes() / now.foundBytes()
            : now.found() > 0 ? (double) now.settled() / now.found() : 1;
    double most = now.settled() < now.found() ? 0.99 : 1;
    double done = Math.clamp(share, 0, most);
    int full = (int) (done * BAR);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d%%",
        "#".repeat(full),
        "-".repeat(BAR - full),
        (int) Math.floor(done * 100));
  }

  /// The time left: what takes longer, the objects or the bytes; empty when neither moves.
  private String left(Standing now) {
    long objects = now.found() - now.settled();
    long bytes = now.foundBytes() - now.movedBytes();
    double most = Math.max(seconds(objects, objectRate), seconds(bytes, byteRate));
    return most > 0 ? TimeSpan.text(Duration.ofSeconds((long) Math.ceil(most))) : "";
  }

  private static double seconds(long left, double rate) {
    return left <= 0 || rate < 1e-6 ? 0 : left / rate;
  }
}
