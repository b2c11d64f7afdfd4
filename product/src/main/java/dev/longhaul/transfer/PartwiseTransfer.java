package dev.longhaul.transfer;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.transfer.PartLayout.OnePut;
import dev.longhaul.transfer.PartLayout.Parts;
import dev.longhaul.transfer.PartLayout.TooLarge;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Carries objects piece by piece: small ones whole through memory, larger ones in parts with the
/// source's own boundaries where that keeps ETags equal (rule 5).
public final class PartwiseTransfer implements Transfer {
  /// Times a source is read that seems to contradict itself.
  private static final int MAX_LOOKS = 2;

  private final TransferEnd source;
  private final TransferEnd destination;
  private final Means means;
  private final SourceReader reader;
  private final SourceBoundaries boundaries;
  private final PutCopy puts;
  private final UploadCopy uploads;
  private final RewriteCopy rewrites;
  private final UploadSweeper sweeper;
  private final @Nullable Couriers couriers;

  public PartwiseTransfer(TransferEnd source, TransferEnd destination, Means means) {
    this(source, destination, means, null);
  }

  /// @param couriers who carries the parts of large objects; `null` for nobody else
  public PartwiseTransfer(
      TransferEnd source, TransferEnd destination, Means means, @Nullable Couriers couriers) {
    this.source = source;
    this.destination = destination;
    this.means = means;
    this.reader = new SourceReader(source.store().reader());
    this.boundaries = new SourceBoundaries(source.store().reader(), means);
    this.puts = new PutCopy(destination.store(), means);
    this.uploads = new UploadCopy(source, destination, means, couriers);
    this.rewrites = new RewriteCopy(destination, means);
    this.sweeper = new UploadSweeper(destination, means);
    this.couriers = couriers;
  }

  private Trust trust() {
    return Trust.of(source, destination);
  }

  @Override
  public Fetched fetch(ObjectKey sourceKey, @Nullable Incarnation pin) {
    return holding(HELD_BYTES).fetch(sourceKey, pin, this::trust);
  }

  private HeldReader holding(long limit) {
    return new HeldReader(source.store().reader(), means.pool(), limit);
  }

  @Override
  public TransferResult store(Fetched.Held held, CopyOrder order) {
    if (!(held.body() instanceof PooledBody body)) {
      throw new IllegalArgumentException("the body was not fetched by this transfer");
    }
    return store(body, order);
  }

  private TransferResult store(PooledBody body, CopyOrder order) {
    Trust trust = trust();
    try {
      return switch (layout(order, trust)) {
        case OnePut _ -> puts.put(new Payload.Held(body, reader, pinned(order)), order, trust);
        case Parts parts -> uploads.copy(order, parts, new Pieces.FromMemory(body));
        case TooLarge(String message, String remedy) ->
            new TransferResult.Impossible(message, remedy);
      };
    } catch (SourceMoved moved) {
      return new TransferResult.SourceChanged();
    }
  }

  @Override
  public TransferResult copy(CopyOrder order) {
    if (order.source().size() <= HELD_BYTES) {
      return copyHeld(order, HELD_BYTES);
    }
    Trust trust = trust();
    try {
      return switch (layout(order, trust)) {
        case OnePut _ -> copyByOnePut(order, trust);
        case Parts parts ->
            uploads.copy(order, parts, new Pieces.FromSource(pinned(order), reader, means));
        case TooLarge(String message, String remedy) ->
            new TransferResult.Impossible(message, remedy);
      };
    } catch (SourceMoved moved) {
      return new TransferResult.SourceChanged();
    }
  }

  private TransferResult copyHeld(CopyOrder order, long limit) {
    Incarnation pin = order.source().incarnation();
    try (Fetched fetched = holding(limit).fetch(order.sourceKey(), pin, this::trust)) {
      return switch (fetched) {
        case Fetched.Held held -> store(held, order);
        case Fetched.TooLarge _, Fetched.Missing _, Fetched.Changed _ ->
            new TransferResult.SourceChanged();
      };
    }
  }

  /// One PUT announces its digest before the bytes: the source's own, or one made of bytes that are
  /// all in memory, or else one made by reading the source twice.
  private TransferResult copyByOnePut(CopyOrder order, Trust trust) {
    BodyDigest forwarded = trust.forwardable(order.source());
    boolean known = !forwarded.equals(BodyDigest.NONE);
    if (!known && order.source().size() <= means.pool().budget() / 2) {
      return copyHeld(order, order.source().size());
    }
    Pinned pinned = pinned(order);
    Optional<BodyDigest> digest =
        known ? Optional.of(forwarded) : digest(pinned, order.source(), trust);
    if (digest.isEmpty()) {
      return PutCopy.damaged(order.sourceKey());
    }
    try (StreamedBody<Digester> body =
        new StreamedBody<>(Stretch.whole(pinned), reader, means, () -> Digester.NOTHING)) {
      body.know(digest.get());
      return puts.put(new Payload.Streamed(body, reader, pinned), order, trust);
    }
  }

  /// The digest of what the source holds; empty when two looks contradict its own.
  private Optional<BodyDigest> digest(Pinned pinned, ObjectState state, Trust trust) {
    for (int look = 1; look <= MAX_LOOKS; look++) {
      VouchedDigester read =
          reader.hash(Stretch.whole(pinned), () -> VouchedDigester.of(trust, state));
      Checksum vouched = read.vouched();
      if (vouched == null
          || Checksum.agree(trust.sourceDigests(state), List.of(vouched)).orElse(true)) {
        return Optional.of(Trust.sent(read.checksum()));
      }
    }
    return Optional.empty();
  }

  @Override
  public TransferResult rewrite(ObjectKey key, ObjectState state, ObjectAttributes attributes) {
    return rewrites.rewrite(new Pinned(key, state.incarnation()), state, attributes);
  }

  @Override
  public boolean leaveNothing(ObjectKey destinationKey) {
    return sweeper.abort(destinationKey);
  }

  private PartLayout layout(CopyOrder order, Trust trust) {
    Pinned pinned = pinned(order);
    SourceParts parts =
        trust.mayMatch(order.source().etag(), order.attributes())
            ? boundaries.ask(pinned)
            : new SourceParts.Unmatchable();
    StoreLimits limits = destination.limits();
    return LayoutRule.decide(
        pinned.size(), parts, couriers == null ? limits : limits.within(couriers.longest()));
  }

  private static Pinned pinned(CopyOrder order) {
    return new Pinned(order.sourceKey(), order.source().incarnation());
  }
}
