package dev.longhaul.store.calls;

import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyReader;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.ObjectWriter;
import dev.longhaul.store.Operation;
import dev.longhaul.store.PartFacts;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.WriteAnswer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A store every call of which passes a policy, and every body a flow.
public final class GuardedStore {
  private GuardedStore() {}

  /// The same bucket behind the policy and the flow. A policy holds a read from its request to the
  /// last byte of its body.
  public static ObjectStore of(ObjectStore store, CallPolicy policy, BodyFlow flow) {
    return new ObjectStore(
        store.address(),
        new Reader(store.reader(), policy, flow),
        new Writer(store.writer(), policy, flow),
        new GuardedUploads(store.uploads(), policy, flow),
        request -> policy.call(Call.of(Operation.LIST), () -> store.lister().list(request)),
        () -> policy.call(Call.of(Operation.HEAD_BUCKET), () -> store.inspector().headBucket()));
  }

  private record Reader(ObjectReader reader, CallPolicy policy, BodyFlow flow)
      implements ObjectReader {
    @Override
    public Lookup head(ObjectKey key) {
      return policy.call(Call.of(Operation.HEAD), () -> reader.head(key));
    }

    @Override
    public Optional<PartFacts> part(ObjectKey key, Incarnation pin, int partNumber) {
      return policy.call(Call.of(Operation.HEAD), () -> reader.part(key, pin, partNumber));
    }

    @Override
    public <T> Reading<T> read(ObjectKey key, ReadRequest request, BodyReader<T> body) {
      BodyReader<T> flowing =
          (state, length, in) -> body.read(state, length, FlowStreams.received(in, flow));
      return policy.call(moving(request), () -> reader.read(key, request, flowing));
    }

    private static Call moving(ReadRequest request) {
      if (request.range() != null) {
        return Call.moving(Operation.GET, request.range().length());
      }
      return Call.moving(Operation.GET, request.pin() == null ? 0 : request.pin().size());
    }

    @Override
    public Tags tags(ObjectKey key, @Nullable String versionId) {
      return policy.call(Call.of(Operation.GET_TAGS), () -> reader.tags(key, versionId));
    }
  }

  private record Writer(ObjectWriter writer, CallPolicy policy, BodyFlow flow)
      implements ObjectWriter {
    @Override
    public WriteAnswer put(
        ObjectKey key, ObjectAttributes attributes, Body body, Precondition precondition) {
      Body flowing = FlowStreams.sent(body, flow);
      return policy.call(
          Call.moving(Operation.PUT, body.length()),
          () -> writer.put(key, attributes, flowing, precondition));
    }

    @Override
    public WriteAnswer replaceAttributes(
        ObjectKey key, ObjectAttributes attributes, ETag expected) {
      return policy.call(
          Call.within(Operation.COPY), () -> writer.replaceAttributes(key, attributes, expected));
    }

    @Override
    public WriteAnswer putTags(ObjectKey key, Tags tags, ETag expected) {
      return policy.call(Call.of(Operation.PUT_TAGS), () -> writer.putTags(key, tags, expected));
    }

    @Override
    public WriteAnswer delete(ObjectKey key, Precondition precondition) {
      return policy.call(Call.of(Operation.DELETE), () -> writer.delete(key, precondition));
    }
  }
}
