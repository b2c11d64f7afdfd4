package dev.longhaul;

import dev.longhaul.cli.Opened;
import dev.longhaul.cli.UsageException;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.JobRoute;
import dev.longhaul.config.Location;
import dev.longhaul.config.SideSettings;
import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.config.yaml.JobRoutesFile;
import dev.longhaul.effect.Clock;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.GlobFilter;
import dev.longhaul.s3copy.CopyRoutes;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.RoutesUnavailable;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The routes that `Routes` names: an object in the source's world, read when the first event comes
/// and again every minute. Thread-safe.
///
/// Routes that cannot be read are those of nobody: events are kept until they can. To go on with
/// the ones before would send to where somebody wanted nothing to be sent any more.
final class RoutesOpening implements Supplier<CopyRoutes> {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int MOST_BYTES = 1 << 20;

  private final Location file;
  private final @Nullable CredentialObject credentials;
  private final Function<SideSettings, Opened> stores;
  private final Clock clock;
  private volatile @Nullable Held held;

  private record Held(CopyRoutes routes, Instant since) {}

  /// @param text of the variable
  /// @param credentials for routes that name none of their own
  /// @throws UsageException when it names no object
  RoutesOpening(
      String text,
      @Nullable CredentialObject credentials,
      Function<SideSettings, Opened> stores,
      Clock clock) {
    this.file = location(text);
    this.credentials = credentials;
    this.stores = stores;
    this.clock = clock;
  }

  private static Location location(String text) {
    try {
      Location named = Location.parse(text);
      if (!named.path().isEmpty()) {
        return named;
      }
    } catch (IllegalArgumentException none) {
      throw new UsageException("Routes: " + none.getMessage());
    }
    throw new UsageException("Routes: names a bucket; write s3://bucket/key of a file with routes");
  }

  @Override
  public CopyRoutes get() {
    Held known = held;
    Instant now = clock.now();
    if (known != null && now.isBefore(known.since.plus(INTERVAL))) {
      return known.routes;
    }
    CopyRoutes fresh = parsed(read());
    held = new Held(fresh, now);
    return fresh;
  }

  private byte[] read() {
    SideSettings side =
        SideSettings.of(new Location(file.bucket(), ""), new CredentialsChoice.Chain(), null, null);
    try (Opened open = stores.apply(side)) {
      Reading<byte[]> reading =
          open.store()
              .reader()
              .read(
                  ObjectKey.of(file.path()),
                  ReadRequest.current(),
                  (_, _, body) -> body.readNBytes(MOST_BYTES + 1));
      return switch (reading) {
        case Reading.Complete<byte[]>(byte[] text) -> text;
        case Reading.Missing<byte[]>() -> throw unusable("there is no such object", null);
        case Reading.Changed<byte[]>() -> throw unusable("it changed while it was read", null);
      };
    } catch (StoreException | UsageException refused) {
      throw unusable(String.valueOf(refused.getMessage()), refused);
    }
  }

  private CopyRoutes parsed(byte[] text) {
    if (text.length > MOST_BYTES) {
      throw unusable("it has more than 1 MiB, so it is not what is meant", null);
    }
    try {
      List<JobRoute> routes =
          JobRoutesFile.read(file.toString(), new String(text, StandardCharsets.UTF_8));
      return new CopyRoutes.Several(
          routes.stream().map(RoutesOpening::entry).toList(), credentials);
    } catch (UnusableConfiguration wrong) {
      throw new RoutesUnavailable("Routes: " + wrong.getMessage(), wrong);
    } catch (MalformedJob wrong) {
      throw unusable(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static CopyRoutes.Entry entry(JobRoute route) {
    Location object = route.credentials();
    return new CopyRoutes.Entry(
        route.source(),
        route.prefix(),
        new GlobFilter(route.prefix(), route.filters()),
        route.destination(),
        object == null ? null : new CredentialObject(object.bucket(), ObjectKey.of(object.path())));
  }

  private RoutesUnavailable unusable(String why, @Nullable RuntimeException cause) {
    return new RoutesUnavailable("Routes: " + file + ": " + why, cause);
  }
}
