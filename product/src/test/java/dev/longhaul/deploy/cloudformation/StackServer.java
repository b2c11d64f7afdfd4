package dev.longhaul.deploy.cloudformation;

import com.sun.net.httpserver.HttpExchange;
import dev.longhaul.rehearsal.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// CloudFormation on this machine: speaks the protocol "AWS Query", forms in and XML out, and is as
/// strict as the real one about parameters, capabilities and the order of calls. What it makes of a
/// resource is one event.
public final class StackServer implements AutoCloseable {
  private static final String NAMES = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

  private final LoopbackServer server;
  private final Map<String, Stack> stacks = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, String> failing = new TreeMap<>();
  private int made;

  /// A refusal.
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private static final class Stack {
    private String status = "REVIEW_IN_PROGRESS";
    private @Nullable StackTemplate template;
    private Map<String, String> parameters = Map.of();
    private final List<String> events = new ArrayList<>();
    private final List<String> doing = new ArrayList<>();
  }

  private record ChangeSet(
      String stack, StackTemplate template, Map<String, String> parameters, List<String> changes) {}

  private final Map<String, ChangeSet> changeSets = new LinkedHashMap<>();
  private final Map<String, Integer> looks = new TreeMap<>();

  public StackServer() {
    server = new LoopbackServer(this::answer);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /// From now on making this resource fails.
  public void fail(String resource, String reason) {
    failing.put(resource, reason);
  }

  /// Everything is well again.
  public void heal() {
    failing.clear();
  }

  /// Somebody else is changing the stack.
  public synchronized void setStatus(String stack, String status) {
    stacks.computeIfAbsent(stack, _ -> new Stack()).status = status;
  }

  /// Status of each stack that is there.
  public synchronized Map<String, String> stacks() {
    Map<String, String> statuses = new TreeMap<>();
    stacks.forEach((name, stack) -> statuses.put(name, stack.status));
    return statuses;
  }

  /// The parameters that a stack was made with.
  public synchronized Map<String, String> parameters(String stack) {
    Stack found = stacks.get(stack);
    return found == null ? Map.of() : Map.copyOf(found.parameters);
  }

  /// Change sets that nobody removed or carried out.
  public synchronized int changeSets() {
    return changeSets.size();
  }

  /// The actions that were asked for, in order.
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(exchange.getRequestBody().readAllBytes());
    String action = form.getOrDefault("Action", "");
    try {
      String result;
      synchronized (this) {
        calls.add(action);
        result = call(action, form);
      }
      send(
          exchange,
          200,
          "<%1$sResponse xmlns=\"%3$s\"><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
              .formatted(action, result, NAMES));
    } catch (Refused | IllegalStateException refused) {
      send(
          exchange,
          400,
          """
          <ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>\
          <Message>%s</Message></Error></ErrorResponse>\
          """
              .formatted(refused.getMessage()));
    }
  }

  private static void send(HttpExchange exchange, int status, String xml) throws IOException {
    LoopbackServer.answer(exchange, status, "text/xml", xml.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> form(byte[] body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private String call(String action, Map<String, String> form) {
    String stack = form.getOrDefault("StackName", "");
    String changeSet = form.getOrDefault("ChangeSetName", "");
    return switch (action) {
      case "ValidateTemplate" -> StackTemplate.of(form.get("TemplateBody")).xml();
      case "DescribeStacks" -> describe(stack);
      case "CreateChangeSet" -> propose(stack, form);
      case "DescribeChangeSet" -> look(changeSet);
      case "DeleteChangeSet" -> {
        known(changeSet);
        changeSets.remove(changeSet);
        yield "";
      }
      case "DeleteStack" -> {
        stacks.remove(stack);
        yield "";
      }
      case "ExecuteChangeSet" -> carryOut(changeSet);
      case "DescribeStackEvents" ->
          "<StackEvents>" + String.join("", stack(stack).events.reversed()) + "</StackEvents>";
      default -> throw new Refused("Could not find operation " + action);
    };
  }

  private Stack stack(String name) {
    Stack stack = stacks.get(name);
    if (stack == null) {
      throw new Refused("Stack with id " + name + " does not exist");
    }
    return stack;
  }

  private ChangeSet known(String id) {
    ChangeSet changeSet = changeSets.get(id);
    if (changeSet == null) {
      throw new Refused("ChangeSet [" + id + "] does not exist");
    }
    return changeSet;
  }

  private String describe(String name) {
    Stack stack = stack(name);
    work(name, stack);
    String parameters =
        stack.parameters.entrySet().stream()
            .map(one ->
                """
                <member><ParameterKey>%s</ParameterKey><ParameterValue>%s</ParameterValue></member>\
                """
                    .formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining());
    return """
    <Stacks><member><StackName>%s</StackName><CreationTime>2026-11-24T00:00:00Z</CreationTime>\
    <StackStatus>%s</StackStatus><Parameters>%s</Parameters></member></Stacks>\
    """
        .formatted(name, stack.status, parameters);
  }

  /// Each look finds one more resource done.
  private void work(String name, Stack stack) {
    if (stack.doing.isEmpty()) {
      return;
    }
    String resource = stack.doing.removeFirst();
    boolean creating = stack.status.startsWith("CREATE");
    String kind = creating ? "CREATE" : "UPDATE";
    String why = failing.get(resource);
    event(stack, resource, kind + (why == null ? "_COMPLETE" : "_FAILED"), why == null ? "" : why);
    if (why != null) {
      stack.doing.forEach(
          other -> event(stack, other, kind + "_FAILED", "Resource creation cancelled"));
      stack.doing.clear();
      stack.status = creating ? "ROLLBACK_COMPLETE" : "UPDATE_ROLLBACK_COMPLETE";
      event(stack, name, stack.status, "");
    } else if (stack.doing.isEmpty()) {
      stack.status = kind + "_COMPLETE";
      event(stack, name, stack.status, "");
    }
  }

  private void event(Stack stack, String resource, String status, String reason) {
    stack.events.add(
        """
        <member><EventId>%d</EventId><LogicalResourceId>%s</LogicalResourceId>\
        <ResourceStatus>%s</ResourceStatus><ResourceType>AWS::Test::Type</ResourceType>\
        <ResourceStatusReason>%s</ResourceStatusReason></member>\
        """
            .formatted(made++, resource, status, reason));
  }

  private String propose(String name, Map<String, String> form) {
    StackTemplate template = StackTemplate.of(form.get("TemplateBody"));
    boolean create = "CREATE".equals(form.get("ChangeSetType"));
    Stack there = stacks.get(name);
    if (create && there != null && !there.status.equals("REVIEW_IN_PROGRESS")) {
      throw new Refused("Stack [" + name + "] already exists and cannot be created again");
    }
    Stack stack = create ? stacks.computeIfAbsent(name, _ -> new Stack()) : stack(name);
    if (template.needsCapability() && !form.containsValue("CAPABILITY_IAM")) {
      throw new Refused("Requires capabilities : [CAPABILITY_IAM]");
    }
    Map<String, String> parameters = template.parameters(form, stack.parameters);
    String id = "arn:aws:cloudformation:us-east-1:1:changeSet/" + form.get("ChangeSetName");
    changeSets.put(
        id,
        new ChangeSet(
            name,
            template,
            parameters,
            template.changes(stack.template, parameters, stack.parameters)));
    return "<Id>" + id + "</Id><StackId>" + name + "</StackId>";
  }

  private String look(String id) {
    ChangeSet changeSet = known(id);
    if (looks.merge(id, 1, Integer::sum) == 1) {
      return "<Status>CREATE_IN_PROGRESS</Status>";
    }
    return changeSet.changes.isEmpty()
        ? """
        <Status>FAILED</Status><StatusReason>The submitted information didn't contain changes. \
        Submit different information to create a change set.</StatusReason>\
        """
        : "<Status>CREATE_COMPLETE</Status><Changes>"
            + String.join("", changeSet.changes)
            + "</Changes>";
  }

  private String carryOut(String id) {
    ChangeSet changeSet = known(id);
    if (looks.getOrDefault(id, 0) < 2) {
      throw new Refused("ChangeSet [" + id + "] cannot be executed in its current status");
    }
    changeSets.remove(id);
    Stack stack = stack(changeSet.stack);
    stack.status = stack.template == null ? "CREATE_IN_PROGRESS" : "UPDATE_IN_PROGRESS";
    stack.template = changeSet.template;
    stack.parameters = changeSet.parameters;
    stack.doing.addAll(changeSet.template.resources().keySet());
    return "";
  }

  @Override
  public void close() {
    server.close();
  }
}
