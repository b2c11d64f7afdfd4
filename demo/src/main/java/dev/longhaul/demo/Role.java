package dev.longhaul.demo;

/// Who calls services, each under a role of its own in an account.
enum Role {
  /// Function Main.
  MAIN,
  /// Function Monitor.
  MONITOR,
  /// What runs on the instances.
  WORKER,
  /// Functions Single and MPU.
  COPIER
}
