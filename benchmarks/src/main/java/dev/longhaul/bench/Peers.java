package dev.longhaul.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Other programs that copy from bucket to bucket, each with the options that serve it best. They
/// are looked for in the folder that `BENCH_PEERS` names.
final class Peers {
  private Peers() {}

  /// Those that are installed, in this order.
  static List<Client> installed() {
    return Stream.of("juicefs-sync", "s3sync", "rclone", "mc", "s5cmd")
        .flatMap(name -> find(name).stream())
        .toList();
  }

  private static Optional<Client> find(String name) {
    String folder = System.getenv("BENCH_PEERS");
    if (folder == null) {
      return Optional.empty();
    }
    Path program = Path.of(folder, name);
    return Files.isExecutable(program) ? Optional.of(client(name, program)) : Optional.empty();
  }

  private static Client client(String name, Path program) {
    String path = program.toString();
    return switch (name) {
      case "juicefs-sync" -> new Juicefs(path);
      case "s3sync" -> new S3sync(path);
      case "rclone" -> new Rclone(path);
      case "mc" -> new Mc(path);
      case "s5cmd" -> new S5cmd(path);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// Programs in Go and Rust look there for whom to trust.
  private static Map<String, String> trust(Task task) {
    Path certificate = task.certificate();
    return certificate == null ? Map.of() : Map.of("SSL_CERT_FILE", certificate.toString());
  }

  /// What `juicefs sync` does, as a program of its own (`benchmarks/peers`).
  private record Juicefs(String program) implements Client {
    @Override
    public String name() {
      return "juicefs";
    }

    @Override
    public List<String> versionCommand() {
      return List.of(program, "-version");
    }

    @Override
    public List<String> command(Task task) {
      return List.of(
          program,
          "-threads",
          task.workload().isLarge() ? "16" : "64",
          "-list-threads",
          "16",
          side(task.sourceUrl(), Task.SOURCE, Task.SOURCE_SECRET),
          side(task.destinationUrl(), Task.SINK, Task.SINK_SECRET));
    }

    private static String side(String url, String key, String secret) {
      return Task.withCredentials(url, key, secret) + "/" + key + "/";
    }

    @Override
    public Map<String, String> environment(Task task) {
      return trust(task);
    }
  }

  /// s3sync of crates.io.
  private record S3sync(String program) implements Client {
    @Override
    public String name() {
      return "s3sync";
    }

    @Override
    public List<String> versionCommand() {
      return List.of(program, "--version");
    }

    @Override
    public List<String> command(Task task) {
      return Stream.of(
              Stream.of(program),
              side("--source-", task.sourceUrl(), Task.SOURCE, Task.SOURCE_SECRET),
              side("--target-", task.destinationUrl(), Task.SINK, Task.SINK_SECRET),
              Stream.of("--worker-size", "64", "--max-parallel-uploads", "16"),
              Stream.of("--multipart-threshold", "16MiB", "--multipart-chunksize", "16MiB"),
              Stream.of("--disable-tagging", "-qq"),
              Stream.of("s3://" + Task.SOURCE + "/", "s3://" + Task.SINK + "/"))
          .flatMap(words -> words)
          .toList();
    }

    private static Stream<String> side(String start, String url, String key, String secret) {
      return Stream.of(
          start + "endpoint-url",
          url,
          start + "access-key",
          key,
          start + "secret-access-key",
          secret,
          start + "region",
          "us-east-1",
          start + "force-path-style");
    }

    @Override
    public Map<String, String> environment(Task task) {
      return trust(task);
    }
  }

  /// rclone, which compares by ETag here, as Longhaul does.
  private record Rclone(String program) implements Client {
    @Override
    public String name() {
      return "rclone";
    }

    @Override
    public List<String> versionCommand() {
      return List.of(program, "version");
    }

    @Override
    public List<String> command(Task task) {
      String transfers = task.workload().isLarge() ? "4" : "64";
      return Stream.of(
              Stream.of(program, "copy", "SRC:" + Task.SOURCE, "DST:" + Task.SINK, "-q"),
              Stream.of("--transfers", transfers, "--checkers", "64", "--fast-list"),
              Stream.of("--multi-thread-streams", "16", "--multi-thread-chunk-size", "16M"),
              Stream.of("--multi-thread-cutoff", "32M", "--checksum"))
          .flatMap(words -> words)
          .toList();
    }

    @Override
    public Map<String, String> environment(Task task) {
      Map<String, String> environment = new TreeMap<>(trust(task));
      environment.put("RCLONE_CONFIG", "/dev/null");
      side(environment, "SRC", task.sourceUrl(), Task.SOURCE, Task.SOURCE_SECRET);
      side(environment, "DST", task.destinationUrl(), Task.SINK, Task.SINK_SECRET);
      return environment;
    }

    private static void side(
        Map<String, String> environment, String side, String url, String key, String secret) {
      String start = "RCLONE_CONFIG_" + side + "_";
      environment.put(start + "TYPE", "s3");
      environment.put(start + "PROVIDER", "Other");
      environment.put(start + "ENDPOINT", url);
      environment.put(start + "ACCESS_KEY_ID", key);
      environment.put(start + "SECRET_ACCESS_KEY", secret);
      environment.put(start + "REGION", "us-east-1");
      environment.put(start + "FORCE_PATH_STYLE", "true");
      environment.put(start + "NO_CHECK_BUCKET", "true");
      environment.put(start + "CHUNK_SIZE", "16M");
      environment.put(start + "UPLOAD_CONCURRENCY", "16");
      environment.put(start + "UPLOAD_CUTOFF", "16M");
    }
  }

  /// MinIO's client.
  private record Mc(String program) implements Client {
    @Override
    public String name() {
      return "mc";
    }

    @Override
    public List<String> versionCommand() {
      return List.of(program, "--version");
    }

    @Override
    public List<String> command(Task task) {
      return List.of(
          program, "mirror", "--quiet", "src/" + Task.SOURCE + "/", "dst/" + Task.SINK + "/");
    }

    @Override
    public Map<String, String> environment(Task task) {
      Map<String, String> environment = new TreeMap<>(trust(task));
      environment.put("MC_CONFIG_DIR", task.folder().resolve("mc").toString());
      environment.put("MC_DISABLE_PAGER", "1");
      environment.put(
          "MC_HOST_src", Task.withCredentials(task.sourceUrl(), Task.SOURCE, Task.SOURCE_SECRET));
      environment.put(
          "MC_HOST_dst", Task.withCredentials(task.destinationUrl(), Task.SINK, Task.SINK_SECRET));
      return environment;
    }
  }

  /// s5cmd, which knows one endpoint at a time: two of them, and a pipe between them.
  private record S5cmd(String program) implements Client {
    @Override
    public String name() {
      return "s5cmd";
    }

    @Override
    public boolean does(Workload workload) {
      return workload.isLarge();
    }

    @Override
    public List<String> versionCommand() {
      return List.of(program, "version");
    }

    @Override
    public List<String> command(Task task) {
      StringBuilder script = new StringBuilder("set -e -o pipefail");
      script.append("; export AWS_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true");
      for (long number = 0; number < task.workload().objects(); number++) {
        script.append("; ").append(side(task.sourceUrl(), Task.SOURCE, Task.SOURCE_SECRET, "cat"));
        script.append('/').append(Task.key(number)).append(" | ");
        script.append(side(task.destinationUrl(), Task.SINK, Task.SINK_SECRET, "pipe"));
        script.append('/').append(Task.key(number));
      }
      return List.of("bash", "-c", script.toString());
    }

    private String side(String url, String key, String secret, String verb) {
      return "AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s %s --endpoint-url %s %s"
              .formatted(key, secret, program, URI.create(url), verb)
          + " --concurrency 16 --part-size 16 s3://"
          + key;
    }

    @Override
    public Map<String, String> environment(Task task) {
      return trust(task);
    }
  }
}
