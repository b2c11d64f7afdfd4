package dev.longhaul.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Synthetic bytes are recognised from any offset, and one wrong byte is never lost.
class SyntheticTest {
  private static final int SIZE = 2 << 20;

  @Test
  void aBodyIsRecognisedFromAnyOffsetAndKeepsNoBytes() throws IOException {
    Synthetic whole = Synthetic.of(7, 5_000_000_000L);
    for (long offset : List.of(0L, 1L, 4_000_000_003L, 7L, 16L)) {
      Content slice = whole.slice(offset, SIZE);
      BodySink sink = new BodySink(SIZE, Set.of());
      try (InputStream in = slice.open()) {
        in.transferTo(sink);
      }
      assertThat(sink.content()).isInstanceOf(Synthetic.class);
      assertThat(sink.content().toBytes()).isEqualTo(slice.toBytes());
    }
  }

  @Test
  void aBodyWithOneWrongByteIsKeptAsItIs() throws IOException {
    byte[] damaged = Synthetic.of(7, SIZE).toBytes();
    for (int position : List.of(0, 23, 24, 1_000_000, SIZE - 1)) {
      byte[] copy = damaged.clone();
      copy[position] ^= 1;
      BodySink sink = new BodySink(SIZE, Set.of());
      sink.write(copy, 0, 10);
      sink.write(copy, 10, 90_000);
      sink.write(copy, 90_010, SIZE - 90_010);
      assertThat(sink.content()).isNotInstanceOf(Synthetic.class);
      assertThat(sink.content().toBytes()).isEqualTo(copy);
    }
  }

  @Test
  void joinedContentsAreReadAcrossTheirSeams() {
    Content first = Synthetic.of(1, 1_000);
    Content second = Content.of(new byte[] {1, 2, 3});
    Content joined = Content.joined(List.of(first, second, first));
    assertThat(joined.size()).isEqualTo(2_003);
    byte[] seam = Arrays.copyOfRange(joined.toBytes(), 998, 1_005);
    assertThat(joined.slice(998, 7).toBytes()).isEqualTo(seam);
    assertThat(seam).containsSubsequence(1, 2, 3);
  }
}
