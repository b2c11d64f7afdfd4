package dev.longhaul.cli;

/// Opens no port.
final class NobodyListens implements Doors.Listens {
  @Override
  public boolean renew() {
    return false;
  }

  @Override
  public void close() {}
}
