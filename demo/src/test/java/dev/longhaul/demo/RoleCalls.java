package dev.longhaul.demo;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// Writes down which actions of AWS each role of the procedure really calls, as policies name them.
final class RoleCalls implements Procedure.Wires, AutoCloseable {
  private final List<Tap> taps = new ArrayList<>();
  private final Map<Role, Map<String, String>> more = new EnumMap<>(Role.class);

  private final AtomicReference<Runnable> secondLook = new AtomicReference<>(() -> {});
  private final AtomicInteger looks = new AtomicInteger();

  private record Tap(Role role, RelayProxy proxy) {}

  @Override
  public URI between(Role role, Cloud cloud, URI service) {
    return tap(role, service, role == Role.MAIN && cloud == Cloud.S3 ? this::look : RelayRule.PASS);
  }

  /// Does something once, just before Main looks for the second time whether the source has a key.
  void beforeTheSecondLook(Runnable change) {
    looks.set(0);
    secondLook.set(change);
  }

  private RelayRule.Verdict look(RelayedRequest request) {
    if (request.isHead() && request.isOfAnObject() && looks.incrementAndGet() == 2) {
      secondLook.get().run();
    }
    return RelayRule.Verdict.PASS;
  }

  @Override
  public Map<String, String> more(Role role) {
    return more.getOrDefault(role, Map.of());
  }

  /// Main and Monitor have this variable, too.
  void set(String variable, String value) {
    set(variable, _ -> value);
  }

  /// The programs of this role have this variable, too.
  void set(Role role, String variable, String value) {
    more.computeIfAbsent(role, _ -> new TreeMap<>()).put(variable, value);
  }

  /// The same, with the address of a queue.
  void set(String variable, DemoQueue queue) {
    URI url = URI.create(queue.url());
    URI server = URI.create("http://" + url.getAuthority());
    set(variable, role -> tap(role, server, RelayRule.PASS) + url.getPath());
  }

  private void set(String variable, Function<Role, String> value) {
    for (Role role : List.of(Role.MAIN, Role.MONITOR)) {
      set(role, variable, value.apply(role));
    }
  }

  private URI tap(Role role, URI service, RelayRule rule) {
    RelayProxy proxy = RelayProxy.before(service, rule);
    taps.add(new Tap(role, proxy));
    return proxy.endpoint();
  }

  /// Every connection is lost, as those of a function are that was frozen.
  void cut() {
    taps.forEach(tap -> tap.proxy.restart());
  }

  /// What these roles called: actions, those of S3 with the bucket they were about.
  NavigableSet<String> of(Role... roles) {
    NavigableSet<String> actions = new TreeSet<>();
    for (Tap tap : taps) {
      if (List.of(roles).contains(tap.role)) {
        tap.proxy.requests().forEach(request -> actions.add(action(request)));
      }
    }
    return actions;
  }

  private static String action(RelayedRequest request) {
    String target = request.headers().getOrDefault("x-amz-target", "");
    if (!target.isEmpty()) {
      String operation = target.substring(target.indexOf('.') + 1);
      if (target.startsWith("DynamoDB_")) {
        return "dynamodb:" + operation;
      }
      // A batch is allowed by the action of its kind.
      return target.startsWith("AmazonSQS.")
          ? "sqs:" + operation.replaceFirst("Batch$", "")
          : "ssm:" + operation;
    }
    if (request.path().startsWith("/2015-03-31/functions/")) {
      return "lambda:InvokeFunction";
    }
    return request.path().endsWith("/operation/PutMetricData")
        ? "cloudwatch:PutMetricData"
        : "s3:" + s3Action(request) + " " + bucket(request);
  }

  private static String bucket(RelayedRequest request) {
    String path = request.path().substring(1);
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private static String s3Action(RelayedRequest request) {
    boolean version = request.has("versionId");
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    if (!reads) {
      return request.toString();
    }
    if (request.key().isEmpty()) {
      boolean lists = request.isHead() || request.isListing() || request.query().isEmpty();
      return lists ? "ListBucket" : request.toString();
    }
    if (request.has("tagging")) {
      return version ? "GetObjectVersionTagging" : "GetObjectTagging";
    }
    return version ? "GetObjectVersion" : "GetObject";
  }

  @Override
  public void close() {
    taps.forEach(tap -> tap.proxy.close());
  }
}
