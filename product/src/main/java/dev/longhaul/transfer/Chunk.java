package dev.longhaul.transfer;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One piece of the pool's memory.
///
/// @param bytes all of it; users take views
/// @param arena what memory outside the heap belongs to, `null` for the heap's own
record Chunk(ByteBuffer bytes, @Nullable Arena arena) {
  static Chunk onHeap(int size) {
    return new Chunk(ByteBuffer.allocate(size), null);
  }

  @SuppressWarnings("MustBeClosedChecker") // By free().
  static Chunk outsideHeap(int size) {
    Arena arena = Arena.ofShared();
    return new Chunk(arena.allocate(size).asByteBuffer(), arena);
  }

  int size() {
    return bytes.capacity();
  }

  /// Gives the memory back to the system: at once where it lies outside the heap, since nothing
  /// else tells the collector to hurry.
  void free() {
    if (arena != null) {
      arena.close();
    }
  }
}
