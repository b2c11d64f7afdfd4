package dev.longhaul.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `./longhaul sync`.
///
/// @param home the clone with the launcher
/// @param options further options of `sync`
record LonghaulClient(Path home, List<String> options) implements Client {
  @Override
  public String name() {
    return "longhaul";
  }

  @Override
  public List<String> versionCommand() {
    return List.of(launcher(), "version");
  }

  private String launcher() {
    return home.resolve("longhaul").toString();
  }

  @Override
  public List<String> command(Task task) {
    List<String> command = new ArrayList<>();
    command.add(launcher());
    command.addAll(List.of("sync", "s3://" + Task.SOURCE, "s3://" + Task.SINK));
    command.addAll(side("--source-", task.sourceUrl(), "env:SOURCE"));
    command.addAll(side("--dest-", task.destinationUrl(), "env:SINK"));
    command.addAll(List.of("--state", task.folder().toString(), "--quiet"));
    command.addAll(options);
    return command;
  }

  private static List<String> side(String start, String url, String credentials) {
    return List.of(
        start + "endpoint",
        url,
        start + "region",
        "us-east-1",
        start + "addressing",
        "path",
        start + "kind",
        "aws",
        start + "credentials",
        credentials);
  }

  @Override
  public Map<String, String> environment(Task task) {
    Map<String, String> environment = new TreeMap<>(credentials());
    if (task.certificate() != null) {
      environment.put("AWS_CA_BUNDLE", task.certificate().toString());
    }
    return environment;
  }

  /// What `env:SOURCE` and `env:SINK` mean.
  static Map<String, String> credentials() {
    return Map.of(
        "SOURCE_ACCESS_KEY_ID",
        Task.SOURCE,
        "SOURCE_SECRET_ACCESS_KEY",
        Task.SOURCE_SECRET,
        "SINK_ACCESS_KEY_ID",
        Task.SINK,
        "SINK_SECRET_ACCESS_KEY",
        Task.SINK_SECRET);
  }

  /// Finds out what the stores do, as it is known on any day but the first.
  @Override
  public List<String> preparation(Task task) {
    List<String> nothing = new ArrayList<>(command(task));
    nothing.addAll(List.of("--exclude", "**"));
    return nothing;
  }
}
