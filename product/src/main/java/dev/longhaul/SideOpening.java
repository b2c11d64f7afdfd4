package dev.longhaul;

import dev.longhaul.cli.Buckets;
import dev.longhaul.cli.LimitSettings;
import dev.longhaul.cli.Opened;
import dev.longhaul.cli.OpenedInventory;
import dev.longhaul.cli.RouteSettings;
import dev.longhaul.cli.Stores;
import dev.longhaul.cli.Throttle;
import dev.longhaul.cli.UsageException;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Location;
import dev.longhaul.config.SideSettings;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.scan.inventory.parquet.ParquetFormat;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.aws.AwsAccess;
import dev.longhaul.store.aws.AwsProfiles;
import dev.longhaul.store.aws.CredentialSources;
import dev.longhaul.store.aws.Partition;
import dev.longhaul.store.aws.StoredSecrets;
import dev.longhaul.store.calls.BodyFlow;
import dev.longhaul.store.calls.GuardedStore;
import dev.longhaul.store.calls.MeteredCalls;
import dev.longhaul.store.calls.RetryingCalls;
import dev.longhaul.store.s3.Dialect;
import dev.longhaul.store.s3.Proxy;
import dev.longhaul.store.s3.S3Settings;
import dev.longhaul.store.s3.S3Stores;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Opens stores over the S3 protocol: finds out where they are and as whom to speak to them, and
/// puts the decorators around them.
final class SideOpening implements Stores, Buckets {
  private static final String USUAL_REGION = "us-east-1";
  private final Map<String, String> environment;
  private final Clock clock;
  private final Workers workers;
  private final Randomness randomness;

  SideOpening(
      Map<String, String> environment, Clock clock, Workers workers, Randomness randomness) {
    this.environment = environment;
    this.clock = clock;
    this.workers = workers;
    this.randomness = randomness;
  }

  @Override
  public Opened source(RouteSettings route, Throttle throttle) {
    SideSettings side = route.source();
    return open("source", side, route.sourcePrefix(), route.destination(), throttle);
  }

  @Override
  public Opened destination(RouteSettings route, Throttle throttle) {
    SideSettings side = route.destination();
    return open("destination", side, route.destinationPrefix(), route.source(), throttle);
  }

  @Override
  public OpenedInventory inventory(SideSettings side, RouteSettings route, Throttle throttle) {
    Opened open =
        open("inventory", side, side.location().prefix(true), route.destination(), throttle);
    return new OpenedInventory(
        open.store(), side.location().path(), new ParquetFormat(workers), open.release());
  }

  @Override
  public Opened only(SideSettings side, boolean rawPrefix) {
    return open("store", side, side.location().prefix(rawPrefix), null, throttle());
  }

  private Throttle throttle() {
    return Throttle.of(LimitSettings.USUAL.concurrency(), null, workers, clock);
  }

  @Override
  public Buckets.OpenBucket bucket(SideSettings side) {
    S3Stores.Open open = connect(side, side.location(), access(side, null), 2);
    return new Buckets.OpenBucket(open.store().address(), open.notifications(), open::close);
  }

  private Opened open(
      String name,
      SideSettings side,
      KeyPrefix prefix,
      @Nullable SideSettings other,
      Throttle throttle) {
    AwsAccess access = access(side, other);
    S3Stores.Open open = connect(side, side.location(), access, throttle.connections());
    // Until it is known whether reads may name versions, they do: so it is found out.
    open.speak(Dialect.DEFAULT.withVersions(true));
    MeteredCalls meter = new MeteredCalls();
    ObjectStore store = guard(open.store(), meter, throttle);
    return new Opened(
        name,
        side.location(),
        prefix,
        store,
        meter::read,
        found -> open.speak(dialect(found)),
        open::close);
  }

  /// Pins name a version where that was seen to be permitted (decision 18).
  static Dialect dialect(Capabilities found) {
    return Dialect.DEFAULT
        .withTags(found.tags() != TagSupport.NONE)
        .withVersions(found.readsVersions());
  }

  /// The stack around every call, from the outside in: trying again, waiting for a permit,
  /// counting. So a pause between two tries holds no permit, and every try is counted. Bodies pass
  /// the count, the law of the limit, and last the brake of the bandwidth.
  private ObjectStore guard(ObjectStore store, MeteredCalls meter, Throttle throttle) {
    RetryingCalls retry = new RetryingCalls(clock, randomness, RetryingCalls.Patience.DEFAULT);
    BodyFlow flow = meter.and(throttle.permits()).and(throttle.bandwidth().ofReads());
    return GuardedStore.of(store, retry.around(throttle.permits()).around(meter), flow);
  }

  private S3Stores.Open connect(
      SideSettings side, Location location, AwsAccess access, int connections) {
    String region = side.region() == null ? access.region() : side.region();
    if (region != null) {
      return connect(new Place(side, location, region), access, connections);
    }
    S3Stores.Open open = connect(new Place(side, location, USUAL_REGION), access, connections);
    if (open.store().address().kind() != BucketAddress.Kind.AWS) {
      return open;
    }
    // Amazon names a bucket's region to whoever asks, whatever region is asked (H68).
    String own = open.bucketRegion().orElse(USUAL_REGION);
    if (own.equals(USUAL_REGION)) {
      return open;
    }
    open.close();
    return connect(new Place(side, location, own), access, connections);
  }

  /// Where a bucket is, as far as settings say.
  private record Place(SideSettings side, Location location, String region) {}

  private S3Stores.Open connect(Place place, AwsAccess access, int connections) {
    SideSettings side = place.side();
    URI configured = side.endpoint() == null ? access.endpoint() : side.endpoint();
    URI endpoint = configured == null ? Partition.endpoint(place.region()) : configured;
    try {
      BucketAddress address =
          new BucketAddress(
              endpoint, place.region(), place.location().bucket(), kind(side, endpoint));
      S3Settings settings =
          S3Settings.DEFAULT
              .with(addressing(side, access))
              .with(
                  side.payload() == SideSettings.Payload.SIGNED
                      ? S3Settings.Payload.SIGNED
                      : S3Settings.Payload.UNSIGNED)
              .with(way(access, endpoint))
              .withConnections(connections);
      return S3Stores.open(address, settings, access.credentials(), clock);
    } catch (IllegalArgumentException refused) {
      throw new UsageException(String.valueOf(refused.getMessage()));
    }
  }

  /// The environment's certificates win over the profile's, as the AWS tools have it.
  private S3Settings.Way way(AwsAccess access, URI endpoint) {
    String bundle = environment.getOrDefault("AWS_CA_BUNDLE", "").strip();
    return new S3Settings.Way(
        bundle.isEmpty() ? access.certificates() : Path.of(bundle),
        Proxy.find(environment, endpoint));
  }

  private static BucketAddress.Kind kind(SideSettings side, URI endpoint) {
    return switch (side.kind()) {
      case AWS -> BucketAddress.Kind.AWS;
      case COMPATIBLE -> BucketAddress.Kind.COMPATIBLE;
      case AUTO ->
          endpoint.getHost() != null && Partition.hasHost(endpoint.getHost())
              ? BucketAddress.Kind.AWS
              : BucketAddress.Kind.COMPATIBLE;
    };
  }

  private static S3Settings.Addressing addressing(SideSettings side, AwsAccess access) {
    return switch (side.addressing()) {
      case PATH -> S3Settings.Addressing.PATH;
      case VIRTUAL -> S3Settings.Addressing.VIRTUAL_HOST;
      case AUTO ->
          access.pathStyle() == null
              ? S3Settings.Addressing.AUTO
              : access.pathStyle()
                  ? S3Settings.Addressing.PATH
                  : S3Settings.Addressing.VIRTUAL_HOST;
    };
  }

  /// Credentials, and the settings that an AWS profile has beside them. The SDK is not so much as
  /// loaded where no profile and no chain is asked for: that is most of a short run.
  AwsAccess access(SideSettings side, @Nullable SideSettings other) {
    AwsAccess profile = null;
    if (side.profile() != null) {
      profile = profiles().profile(side.profile());
    } else if (side.credentials() instanceof CredentialsChoice.Chain) {
      profile = profiles().chain();
    }
    CredentialSource credentials =
        switch (side.credentials()) {
          case CredentialsChoice.Chain _ -> profiles().chain().credentials();
          case CredentialsChoice.Profile(String name) -> profiles().profile(name).credentials();
          case CredentialsChoice.Environment(String prefix) ->
              CredentialSources.environment(prefix, environment);
          case CredentialsChoice.File(Path path) -> CredentialSources.file(path, clock);
          case CredentialsChoice.StoredObject(Location location) -> stored(location, other);
          case CredentialsChoice.Secret(String id) -> StoredSecrets.secret(id, clock);
          case CredentialsChoice.Parameter(String name) -> StoredSecrets.parameter(name, clock);
          case CredentialsChoice.Anonymous _ -> () -> Credentials.ANONYMOUS;
        };
    return profile == null
        ? new AwsAccess(credentials, null, null, null, null)
        : new AwsAccess(
            credentials,
            profile.endpoint(),
            profile.region(),
            profile.pathStyle(),
            profile.certificates());
  }

  private AwsProfiles profiles() {
    return AwsProfiles.load(environment, clock);
  }

  /// An object is read in the world of the other side: the far side's keys lie in the near one.
  private CredentialSource stored(Location location, @Nullable SideSettings other) {
    if (other == null || other.credentials() instanceof CredentialsChoice.StoredObject) {
      throw new UsageException(
          "credentials in "
              + location
              + " are read with those of the other side, which must be"
              + " given by a profile, the environment or a file");
    }
    S3Stores.Open open = connect(other, location, access(other, null), 2);
    return CredentialSources.storedObject(open.store(), ObjectKey.of(location.path()), clock);
  }
}
