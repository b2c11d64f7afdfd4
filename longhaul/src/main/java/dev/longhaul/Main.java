package dev.longhaul;

/// Starts Longhaul and turns what a command answers into the exit code of the process.
public final class Main {
  private Main() {}

  static void main() {
    System.out.println("longhaul");
  }
}
