package dev.longhaul.transfer;

import dev.longhaul.store.Body;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.transfer.PartHashing.PartHash;
import java.util.function.Function;

/// Where the bytes of parts come from.
sealed interface Pieces {
  /// Hands the bytes of a part to the sender, hashed as is wanted.
  ///
  /// @throws SourceMoved when the source is another incarnation by now
  Answer send(PartHashing hashing, long from, long length, Function<Body, UploadedPart> sender);

  /// What the store said of a part, and what the part was.
  record Answer(UploadedPart stored, PartHash hash) {}

  /// From an object that is in memory already.
  record FromMemory(PooledBody body) implements Pieces {
    @Override
    public Answer send(
        PartHashing hashing, long from, long length, Function<Body, UploadedPart> sender) {
      PartDigest digest = hashing.digester();
      body.hash(digest, from, length);
      PartHash hash = PartHash.of(digest);
      return new Answer(sender.apply(body.slice(from, length, hashing.sent(hash))), hash);
    }
  }

  /// From the source, part by part: held whole where they are small, streamed where they are not
  /// (decision 8).
  record FromSource(Pinned pinned, SourceReader reader, Means means) implements Pieces {
    @Override
    public Answer send(
        PartHashing hashing, long from, long length, Function<Body, UploadedPart> sender) {
      Stretch stretch = new Stretch(pinned, from, length);
      return stretch.length() <= Transfer.HELD_BYTES
          ? hold(hashing, stretch, sender)
          : stream(hashing, stretch, sender);
    }

    private Answer hold(PartHashing hashing, Stretch stretch, Function<Body, UploadedPart> sender) {
      try (Chunks chunks = means.pool().take(stretch.length())) {
        PartHash hash = PartHash.of(reader.fill(stretch, chunks, hashing::digester));
        PooledBody body = new PooledBody(chunks, stretch.length(), hashing.sent(hash));
        return new Answer(sender.apply(body), hash);
      }
    }

    private Answer stream(
        PartHashing hashing, Stretch stretch, Function<Body, UploadedPart> sender) {
      try (StreamedBody<PartDigest> body =
          new StreamedBody<>(stretch, reader, means, hashing::digester)) {
        UploadedPart stored = sender.apply(body);
        return new Answer(stored, PartHash.of(body.written()));
      } catch (SourceUnread unread) {
        throw unread.reason();
      }
    }
  }
}
