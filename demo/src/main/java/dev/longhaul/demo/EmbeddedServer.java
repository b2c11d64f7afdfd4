package dev.longhaul.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A server in a process of its own, on a free loopback port, with credentials of its own and its
/// data in a temporary folder.
///
/// The process ends and removes its folder when [#close] is called, and also when we end without
/// calling it, even by `kill -9`: it holds on only while we hold its standard input open.
public final class EmbeddedServer implements AutoCloseable {

  private static final String REGION = "us-east-1";
  private static final long START_SECONDS = 300;
  private static final long END_SECONDS = 10;
  private static final int LOG_TAIL = 2_000;

  private final ServerProgram kind;
  private final Path folder;
  private final Process process;
  private final String accessKey = randomKey();
  private final String secretKey = randomKey();
  private @Nullable URI endpoint;

  private EmbeddedServer(ServerProgram kind) throws IOException {
    this.kind = kind;
    String classPath = ServerInstallation.classPath();
    folder = Files.createTempDirectory("longhaul-" + kind.argument() + "-");
    Files.createDirectory(folder.resolve("data"));
    Files.createDirectory(folder.resolve("tmp"));
    process = begin(classPath);
    OutputStream settings = process.getOutputStream();
    String lines =
        "folder=%s\nregion=%s\naccessKey=%s\nsecretKey=%s\n\n"
            .formatted(folder.toString().replace("\\", "\\\\"), REGION, accessKey, secretKey);
    settings.write(lines.getBytes(StandardCharsets.UTF_8));
    settings.flush();
  }

  /// Starts one server and waits until it answers.
  public static EmbeddedServer start(ServerProgram kind) {
    return start(List.of(kind)).getFirst();
  }

  /// Starts several servers side by side and waits until all of them answer.
  ///
  /// @throws IllegalStateException when one does not; then none is left running
  public static List<EmbeddedServer> start(List<? extends ServerProgram> kinds) {
    List<EmbeddedServer> servers = new ArrayList<>();
    try {
      for (ServerProgram kind : kinds) {
        servers.add(new EmbeddedServer(kind));
      }
      servers.forEach(EmbeddedServer::awaitReady);
      return List.copyOf(servers);
    } catch (IOException failure) {
      servers.forEach(EmbeddedServer::close);
      throw new UncheckedIOException("A server could not be started.", failure);
    } catch (IllegalStateException failure) {
      servers.forEach(EmbeddedServer::close);
      throw failure;
    }
  }

  private static String randomKey() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private Process begin(String classPath) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-cp",
            classPath,
            "dev.longhaul.demo.server.ServerMain",
            kind.argument())
        .redirectError(log().toFile())
        .start();
  }

  private Path log() {
    return folder.resolve("log");
  }

  private void awaitReady() {
    BufferedReader output = process.inputReader();
    String line;
    try {
      line =
          CompletableFuture.supplyAsync(() -> firstLine(output))
              .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException failure) {
      throw new IllegalStateException(kind + " did not start:\n" + logTail(), failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(kind + " was not waited for.", interruption);
    }
    if (!line.startsWith("ready ")) {
      throw new IllegalStateException(kind + " did not start:\n" + logTail());
    }
    endpoint = URI.create("http://127.0.0.1:" + line.substring("ready ".length()));
  }

  private static String firstLine(BufferedReader output) {
    try {
      String line = output.readLine();
      return line == null ? "" : line;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String logTail() {
    try {
      String log = Files.readString(log());
      return log.substring(Math.max(0, log.length() - LOG_TAIL));
    } catch (IOException failure) {
      return "It left no log: " + failure;
    }
  }

  public ServerProgram kind() {
    return kind;
  }

  /// The temporary folder that goes when the server ends.
  Path folder() {
    return folder;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Where the server listens and whom it lets in.
  public StoreAccess access() {
    if (endpoint == null) {
      throw new IllegalStateException(kind + " is not ready.");
    }
    return new StoreAccess(endpoint, REGION, accessKey, secretKey);
  }

  /// Ends the process and removes its data.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      removeFolder();
    } catch (IOException failure) {
      process.destroyForcibly();
      throw new UncheckedIOException("The data of " + kind + " stayed in " + folder, failure);
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void removeFolder() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
