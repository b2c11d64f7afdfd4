package dev.longhaul.rehearsal;

import dev.longhaul.hint.Json;
import dev.longhaul.json.JsonText;
import dev.longhaul.rehearsal.JsonService.Refused;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Systems Manager on this machine: knows instances by their tags, and hands commands to whoever
/// runs them, with what the real one does to their text before: parameters of Parameter Store named
/// in double braces are put in, and a document's pattern is held against its parameters.
public final class CommandServer implements AutoCloseable {
  /// Our document, as the template installs it.
  public static final String DOCUMENT = "S3CopyToChina-Copy";

  private static final String SHELL = "AWS-RunShellScript";

  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*ssm:[^}]*\\}\\}");
  private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9_-]{1,16384}");

  /// Few, so that whoever reads only the first page misses instances.
  private static final int PAGE = 2;

  private final Map<String, Machine> machines = new ConcurrentSkipListMap<>();
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private final Shell shell;
  private final JsonService service = new JsonService(this::call);

  /// Runs what a command says on a machine.
  @FunctionalInterface
  public interface Shell {
    /// @param line for `sh -c`; for our own document the job's one word
    void run(Command command, String line) throws IOException;
  }

  /// An instance.
  public record Machine(Map<String, String> tags, String pingStatus) {}

  /// A command that was sent.
  public record Command(
      String id, String instance, String document, Json parameters, @Nullable String comment) {

    /// What runs on the instance: a line for `sh -c`, or the one word of our own document.
    public String line() {
      return CommandServer.line(this);
    }
  }

  public CommandServer(Shell shell) {
    this.shell = shell;
  }

  public URI endpoint() {
    return service.endpoint();
  }

  public void refuse(String operation, Refused answer) {
    service.refuse(operation, answer);
  }

  public List<String> calls() {
    return service.calls();
  }

  /// There is such an instance now.
  public void put(String id, Machine machine) {
    machines.put(id, machine);
  }

  public List<Command> commands() {
    return List.copyOf(commands);
  }

  private String call(String operation, Json input) throws IOException {
    return switch (operation) {
      case "DescribeInstanceInformation" -> describe(input);
      case "SendCommand" -> send(input);
      default -> throw new Refused(400, "UnknownOperationException", operation);
    };
  }

  private String describe(Json input) {
    List<Json> filters = input.at("Filters").items();
    if (filters == null || filters.size() != 1) {
      throw new Refused(400, "InvalidInstanceInformationFilterValue", "one filter is allowed");
    }
    String tag = filters.getFirst().at("Key").scalar().replaceFirst("^tag:", "");
    List<Json> values = filters.getFirst().at("Values").items();
    String value = values == null ? "" : values.getFirst().scalar();
    List<String> found = new ArrayList<>();
    machines.forEach((id, machine) -> {
      if (value.equals(machine.tags().get(tag))) {
        found.add(
            "{\"InstanceId\":\"%s\",\"PingStatus\":\"%s\",\"LastPingDateTime\":1.5E9}"
                .formatted(id, machine.pingStatus()));
      }
    });
    String token = input.text("NextToken");
    int from = token == null ? 0 : Integer.parseInt(token);
    int to = Math.min(from + PAGE, found.size());
    String more = to < found.size() ? ",\"NextToken\":\"" + to + "\"" : "";
    String list = String.join(",", found.subList(from, to));
    return "{\"InstanceInformationList\":[" + list + "]" + more + "}";
  }

  private String send(Json input) throws IOException {
    List<Json> instances = input.at("InstanceIds").items();
    String instance = instances == null ? "" : instances.getFirst().scalar();
    Machine machine = machines.get(instance);
    if (machine == null || !machine.pingStatus().equals("Online")) {
      throw new Refused(400, "InvalidInstanceId", "Instances not in a valid state for account");
    }
    String id = "00000000-0000-0000-0000-%012d".formatted(commands.size());
    Command command =
        new Command(
            id,
            instance,
            input.at("DocumentName").scalar(),
            input.at("Parameters"),
            input.text("Comment"));
    String line = command.line();
    commands.add(command);
    shell.run(command, line);
    return JsonText.object(json -> {
      json.writeObjectFieldStart("Command");
      json.writeStringField("CommandId", id);
      json.writeEndObject();
    });
  }

  private static String line(Command command) {
    if (command.document().equals(DOCUMENT)) {
      String argument = first(command.parameters(), "Job");
      if (!ARGUMENT.matcher(argument).matches()) {
        throw new Refused(400, "InvalidParameters", "does not match the allowed pattern");
      }
      return argument;
    }
    if (!command.document().equals(SHELL)) {
      throw new Refused(400, "InvalidDocument", "no such document");
    }
    Matcher template = TEMPLATE.matcher(first(command.parameters(), "commands"));
    return template.replaceAll("value of a parameter");
  }

  private static String first(Json parameters, String name) {
    List<Json> values = parameters.at(name).items();
    return values == null || values.isEmpty() ? "" : values.getFirst().scalar();
  }

  @Override
  public void close() {
    service.close();
  }
}
