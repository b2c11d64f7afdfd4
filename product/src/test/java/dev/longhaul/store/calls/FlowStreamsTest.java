package dev.longhaul.store.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyInput;
import dev.longhaul.store.BodyOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlowStreamsTest {
  private static final byte[] BYTES =
      "0123456789abcdefghij".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final List<String> seen = new ArrayList<>();

  private BodyFlow flow(String name, int piece) {
    return new BodyFlow() {
      @Override
      public int piece() {
        return piece;
      }

      @Override
      public void received(int bytes) {
        seen.add(name + bytes);
      }

      @Override
      public void sent(int bytes) {
        seen.add(name + bytes);
      }
    };
  }

  private static byte[] drain(BodyInput in, ByteBuffer into) throws IOException {
    while (in.read(into) >= 0) {
      assertThat(into.limit()).isEqualTo(into.capacity());
    }
    byte[] read = new byte[into.flip().remaining()];
    into.get(read);
    return read;
  }

  @Test
  void whatIsReadPassesEveryFlowInPiecesThatSuitAllOfThem() throws IOException {
    for (ByteBuffer into : List.of(ByteBuffer.allocate(50), ByteBuffer.allocateDirect(50))) {
      seen.clear();
      BodyInput inner =
          FlowStreams.received(BodyInput.of(new ByteArrayInputStream(BYTES)), flow("a", 8));
      BodyInput outer = FlowStreams.received(inner, flow("b", 100));

      assertThat(drain(outer, into)).isEqualTo(BYTES);
      assertThat(seen).containsExactly("a8", "b8", "a8", "b8", "a4", "b4");
    }
  }

  @Test
  void whatIsWrittenPassesEveryFlowInPiecesThatSuitAllOfThem() throws IOException {
    ByteBuffer outside = ByteBuffer.allocateDirect(BYTES.length).put(BYTES).flip();
    for (ByteBuffer from : List.of(ByteBuffer.wrap(BYTES), outside)) {
      seen.clear();
      ByteArrayOutputStream out = new ByteArrayOutputStream();

      FlowStreams.sent(FlowStreams.sent(body(from), flow("b", 100)), flow("a", 8))
          .writeTo(BodyOutput.of(out));

      assertThat(out.toByteArray()).isEqualTo(BYTES);
      assertThat(seen).containsExactly("b8", "a8", "b8", "a8", "b4", "a4");
    }
  }

  private static Body body(ByteBuffer bytes) {
    return new Body() {
      @Override
      public long length() {
        return bytes.remaining();
      }

      @Override
      public BodyDigest digest() {
        return BodyDigest.NONE;
      }

      @Override
      public void writeTo(BodyOutput out) throws IOException {
        out.writeAll(bytes.duplicate());
      }
    };
  }

  @Test
  void aLimitedBandwidthMakesPiecesSmall() {
    Bandwidth bandwidth = new Bandwidth(new dev.longhaul.effect.system.SystemClock(), 1_000);
    assertThat(bandwidth.ofReads().and(BodyFlow.FREE).piece()).isEqualTo(64 << 10);
    bandwidth.change(Bandwidth.UNLIMITED);
    assertThat(BodyFlow.FREE.and(bandwidth.ofWrites()).piece()).isEqualTo(BodyFlow.LARGE_PIECE);
  }
}
