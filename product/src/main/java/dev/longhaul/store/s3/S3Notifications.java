package dev.longhaul.store.s3;

import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BucketNotifications;
import dev.longhaul.store.NotificationRule;
import dev.longhaul.store.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The `?notification` document of a bucket. Rules of others are written back as they were read,
/// element by element, whatever is in them (H10): that is why no model of the document stands
/// between.
final class S3Notifications implements BucketNotifications {
  private static final int MOST_BYTES = 1 << 20;
  private static final String ROOT = "NotificationConfiguration";
  private final Calls calls;

  S3Notifications(Calls calls) {
    this.calls = calls;
  }

  @Override
  public List<NotificationRule> read() {
    S3Request request = calls.target().bucket(Operation.GET_NOTIFICATIONS, "GET");
    request.encodedQuery("notification", "");
    return calls.ask(request, reply -> rules(request, reply));
  }

  private List<NotificationRule> rules(S3Request request, Reply reply) throws IOException {
    if (reply.status() != 200) {
      throw calls.refusal(request, reply).exception();
    }
    XmlElement root = document(request, reply);
    if (!root.name().equals(ROOT) && !root.name().equals(ROOT + "Configuration")) {
      throw calls.senseless(request, "no " + ROOT);
    }
    return root.children().stream().map(S3Notifications::rule).toList();
  }

  private XmlElement document(S3Request request, Reply reply) throws IOException {
    byte[] bytes = reply.readAtMost(MOST_BYTES);
    if (bytes.length > MOST_BYTES) {
      throw calls.senseless(request, "a document of more than " + MOST_BYTES + " bytes");
    }
    try {
      return XmlElement.parse(bytes);
    } catch (XmlElement.Malformed malformed) {
      throw calls.senseless(request, String.valueOf(malformed.getMessage()));
    }
  }

  private static NotificationRule rule(XmlElement element) {
    String target = "";
    List<String> events = new ArrayList<>();
    for (XmlElement child : element.children()) {
      switch (child.name()) {
        case "Queue", "Topic", "CloudFunction", "LambdaFunction" -> target = child.text().strip();
        case "Event" -> events.add(child.text().strip());
        default -> {}
      }
    }
    StringBuilder document = new StringBuilder();
    element.appendTo(document);
    return new NotificationRule(
        element.textOr("Id", ""),
        target,
        events,
        filter(element, "prefix"),
        filter(element, "suffix"),
        document.toString());
  }

  private static String filter(XmlElement rule, String name) {
    XmlElement filter = rule.child("Filter");
    XmlElement key = filter == null ? null : filter.child("S3Key");
    if (key == null) {
      return "";
    }
    return key.children("FilterRule").stream()
        .filter(one -> one.textOr("Name", "").strip().equalsIgnoreCase(name))
        .map(one -> one.textOr("Value", ""))
        .findFirst()
        .orElse("");
  }

  @Override
  public void write(List<NotificationRule> rules) {
    S3Request request = calls.target().bucket(Operation.PUT_NOTIFICATIONS, "PUT");
    byte[] bytes = document(rules).getBytes(StandardCharsets.UTF_8);
    BodyDigest digest = new BodyDigest(md5(bytes), null);
    request.encodedQuery("notification", "").header("content-type", "application/xml");
    Digests.add(request, digest);
    request.body(Body.of(bytes, digest));
    calls.ask(
        request,
        reply -> {
          if (reply.status() != 200 && reply.status() != 204) {
            throw calls.refusal(request, reply).exception();
          }
          return true;
        });
  }

  private static String document(List<NotificationRule> rules) {
    StringBuilder xml =
        new StringBuilder("<" + ROOT + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    for (NotificationRule rule : rules) {
      if (rule.document().isEmpty()) {
        append(xml, rule);
      } else {
        xml.append(rule.document());
      }
    }
    return xml.append("</" + ROOT + ">").toString();
  }

  private static void append(StringBuilder xml, NotificationRule rule) {
    String kind = kind(rule.target());
    xml.append('<').append(kind).append("Configuration>");
    element(xml, "Id", rule.id());
    element(xml, kind, rule.target());
    rule.events().forEach(event -> element(xml, "Event", event));
    if (!rule.prefix().isEmpty() || !rule.suffix().isEmpty()) {
      xml.append("<Filter><S3Key>");
      filter(xml, "prefix", rule.prefix());
      filter(xml, "suffix", rule.suffix());
      xml.append("</S3Key></Filter>");
    }
    xml.append("</").append(kind).append("Configuration>");
  }

  private static void filter(StringBuilder xml, String name, String value) {
    if (!value.isEmpty()) {
      xml.append("<FilterRule>");
      element(xml, "Name", name);
      element(xml, "Value", value);
      xml.append("</FilterRule>");
    }
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>');
    XmlText.append(xml, text);
    xml.append("</").append(name).append('>');
  }

  /// MinIO names its webhooks as queues.
  private static String kind(String target) {
    if (target.contains(":lambda:")) {
      return "CloudFunction";
    }
    return target.contains(":sns:") ? "Topic" : "Queue";
  }

  private static String md5(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
