package dev.longhaul.demo.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/// Starts one server and holds it for as long as its parent holds standard input open.
///
/// The settings come in as lines `name=value` up to an empty line, not as arguments, which any user
/// of the machine could read. When standard input ends, the server's folder is removed. The only
/// line on standard output is `ready PORT`; whatever the server itself has to say goes to standard
/// error.
public final class ServerMain {

  private ServerMain() {}

  /// Takes the server's name, `s3mock`, `s3proxy` or `elasticmq`.
  public static void main(String[] arguments) throws Exception {
    PrintStream parent = System.out;
    System.setOut(System.err);
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Settings settings = Settings.from(readSettings(input));
    int port =
        switch (arguments[0]) {
          case "s3mock" -> S3MockServer.start(settings);
          case "s3proxy" -> S3ProxyServer.start(settings);
          case "elasticmq" -> QueueServer.start();
          default -> throw new IllegalArgumentException("No server is called " + arguments[0]);
        };
    parent.println("ready " + port);
    parent.flush();
    awaitEnd(System.in);
    removeAll(settings.folder());
    // Nothing is left to be saved; a tidy shutdown would only cost seconds.
    Runtime.getRuntime().halt(0);
  }

  private static Properties readSettings(BufferedReader input) throws IOException {
    var lines = new StringBuilder();
    String line = input.readLine();
    while (line != null && !line.isEmpty()) {
      lines.append(line).append('\n');
      line = input.readLine();
    }
    var properties = new Properties();
    properties.load(new StringReader(lines.toString()));
    return properties;
  }

  private static void awaitEnd(InputStream input) throws IOException {
    var ignored = new byte[256];
    while (input.read(ignored) >= 0) {
      // The parent sends nothing more: only the end counts.
    }
  }

  private static void removeAll(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException failure) {
      // A request still under way may write; a parent that lives removes what is left.
      System.err.println("Something is left in " + folder + ": " + failure);
    }
  }
}
