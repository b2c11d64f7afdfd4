package dev.longhaul.tidy;

import java.nio.file.Path;

/// One place that breaks a rule, and what to do about it.
record Finding(Path file, long line, String advice) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + advice;
  }
}
