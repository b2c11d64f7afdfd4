package dev.longhaul.effect;

/// Jobs that are of no use any more once whoever began them is done: closing it cancels them and
/// waits for their end.
public record Background(Workers.Group group) implements AutoCloseable {
  @Override
  public void close() {
    group.cancel();
    group.close();
  }
}
