package dev.longhaul.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A function in a process of its own, called by Lambda's own runtime client.
final class FunctionProcess implements AutoCloseable {
  private static final String RUNTIME =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /// Where the client's own library is; otherwise every process unpacks it over that of the others.
  private static final String NATIVE =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private final RuntimeApi api = new RuntimeApi();
  private final Process process;
  private final Path log;

  /// Starts it.
  ///
  /// @param handler a class of the product
  /// @param folder for its log and its temporary files
  FunctionProcess(Class<?> handler, Map<String, String> environment, Path folder) {
    try {
      log = folder.resolve(handler.getSimpleName() + ".log");
      Path temporary = Files.createDirectories(folder.resolve(handler.getSimpleName()));
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-Djava.io.tmpdir=" + temporary,
                  "-D" + NATIVE + "=" + nativeLibrary(temporary),
                  "-cp",
                  runtime() + File.pathSeparator + System.getProperty("java.class.path"),
                  RUNTIME,
                  handler.getName() + "::handleRequest")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      builder
          .environment()
          .putAll(
              Map.of(
                  "AWS_LAMBDA_RUNTIME_API", api.address(),
                  "AWS_LAMBDA_FUNCTION_NAME", handler.getSimpleName(),
                  "AWS_LAMBDA_FUNCTION_VERSION", "1",
                  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                  "LAMBDA_TASK_ROOT", temporary.toString()));
      process = builder.start();
    } catch (IOException failed) {
      api.close();
      throw new UncheckedIOException(failed);
    }
  }

  private static String runtime() throws IOException {
    return libraries("aws-lambda-java-").stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> libraries(String prefix) throws IOException {
    try (Stream<Path> libraries = Files.list(ServerInstallation.libraries())) {
      return libraries
          .filter(library -> String.valueOf(library.getFileName()).startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  private static Path nativeLibrary(Path folder) throws IOException {
    Path client = libraries("aws-lambda-java-runtime-interface-client").getFirst();
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    try (FileSystem jar = FileSystems.newFileSystem(client)) {
      return Files.copy(
          jar.getPath("/jni/libaws-lambda-jni.linux-" + architecture + ".so"),
          folder.resolve("libaws-lambda-jni.so"));
    }
  }

  /// Waits until it is made and has nothing to do.
  void awaitReady() {
    RuntimeApi.Answer answer = api.awaitReady();
    if (answer.failed()) {
      throw new IllegalStateException(answer.text() + "\n" + log());
    }
  }

  /// Invokes it as an event, whose answer nobody waits for.
  void begin(String event) {
    var _ = api.begin(event);
  }

  /// Invokes it, and says what it answered without failing.
  String answer(String event) {
    RuntimeApi.Answer answer = api.invoke(event);
    if (answer.failed()) {
      throw new IllegalStateException(answer.text() + "\n" + log());
    }
    return answer.text();
  }

  /// Invokes it, and says how it failed.
  String failure(String event) {
    RuntimeApi.Answer answer = api.invoke(event);
    if (!answer.failed()) {
      throw new IllegalStateException("it answered " + answer.text() + "\n" + log());
    }
    return answer.text();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException none) {
      return "no log: " + none;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    api.close();
  }
}
