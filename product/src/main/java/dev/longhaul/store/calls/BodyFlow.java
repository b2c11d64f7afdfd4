package dev.longhaul.store.calls;

/// Sees the bytes of bodies on their way, in pieces. Thread-safe; a call may wait, which slows the
/// body down.
public interface BodyFlow {
  /// Pieces that a flow sees hold at most so many bytes.
  int PIECE = 64 << 10;

  /// Bytes of a read have arrived.
  void received(int bytes);

  /// Bytes of a write are about to leave.
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
