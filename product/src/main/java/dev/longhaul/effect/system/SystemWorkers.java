package dev.longhaul.effect.system;

import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;

/// Virtual threads, and monitors out of locks.
public final class SystemWorkers implements Workers {
  @Override
  public Group open(String name) {
    return new SystemGroup(name);
  }

  @Override
  public Monitor monitor() {
    return new SystemMonitor();
  }
}
