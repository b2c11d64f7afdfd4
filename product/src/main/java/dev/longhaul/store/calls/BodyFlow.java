package dev.longhaul.store.calls;

/// Sees the bytes of bodies on their way, in pieces. Thread-safe; a call may wait, which holds up
/// the next piece.
public interface BodyFlow {
  /// What a piece holds at most where nothing waits for it.
  int LARGE_PIECE = 1 << 20;

  /// The most bytes that the next piece may hold.
  default int piece() {
    return LARGE_PIECE;
  }

  /// Bytes of a read have arrived.
  void received(int bytes);

  /// Bytes of a write have left.
  void sent(int bytes);

  /// Lets everything pass.
  BodyFlow FREE =
      new BodyFlow() {
        @Override
        public void received(int bytes) {}

        @Override
        public void sent(int bytes) {}
      };

  /// This one and then the other.
  default BodyFlow and(BodyFlow other) {
    BodyFlow first = this;
    return new BodyFlow() {
      @Override
      public int piece() {
        return Math.min(first.piece(), other.piece());
      }

      @Override
      public void received(int bytes) {
        first.received(bytes);
        other.received(bytes);
      }

      @Override
      public void sent(int bytes) {
        first.sent(bytes);
        other.sent(bytes);
      }
    };
  }
}
