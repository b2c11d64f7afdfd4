package dev.longhaul.simulation.whole;

/// The end of a simulated process; nothing that it would do after it is done.
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash(String name) {
    super(name + " died", null, false, false);
  }
}
