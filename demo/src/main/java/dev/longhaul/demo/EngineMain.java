package dev.longhaul.demo;

import dev.longhaul.Main;
import dev.longhaul.cli.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Longhaul as it is, in a process that ends with the demo that started it, however that ends.
final class EngineMain {

  private EngineMain() {}

  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().name("parent").start(EngineMain::endWithParent);
    System.exit(Main.run(arguments, new Terminal(System.out, System.err, false)).number());
  }

  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException failure) {
      throw new UncheckedIOException("The demo's end cannot be noticed.", failure);
    }
    Runtime.getRuntime().halt(1);
  }
}
