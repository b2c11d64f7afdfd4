package dev.longhaul.console;

import dev.longhaul.hint.Json;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Head;
import dev.longhaul.http.Request;
import dev.longhaul.json.JsonText;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.replicate.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is asked of and told to one route: `/api/routes/NAME/WHAT`.
final class RouteApi {
  static final String PATH = "/api/routes/";

  /// Bytes of a page's keys and words at most, before they are escaped.
  private static final int PAGE_BYTES = 150_000;

  private final List<Replication> routes;

  RouteApi(List<Replication> routes) {
    this.routes = routes;
  }

  Answer answer(Request request) {
    Head head = request.head();
    String rest = head.path().substring(PATH.length());
    int slash = rest.indexOf('/');
    String name = slash < 0 ? rest : rest.substring(0, slash);
    for (Replication route : routes) {
      if (route.name().equals(name)) {
        String what = slash < 0 ? "" : rest.substring(slash + 1);
        return head.method().equals("POST") ? told(route, what, request) : asked(route, what, head);
      }
    }
    List<String> names = routes.stream().map(Replication::name).toList();
    return Answers.refused(
        404, "there is no route \"" + name + "\"; there are: " + String.join(", ", names));
  }

  private static Answer asked(Replication route, String what, Head head) {
    return switch (what) {
      case "parked" -> Answers.json(PageJson.text(parked(route, after(head))));
      case "deletes" -> Answers.json(PageJson.text(held(route, after(head))));
      default -> unknown(what);
    };
  }

  private static Answer told(Replication route, String what, Request request) {
    return switch (what) {
      case "pause" -> paused(route, true);
      case "resume" -> paused(route, false);
      case "audit" -> audit(route, Answers.body(request));
      case "reconcile" -> reconcile(route, Answers.body(request));
      case "redrive" -> redrive(route);
      case "deletes/release" -> Answers.count("released", release(route, Answers.body(request)));
      default -> unknown(what);
    };
  }

  private static Answer unknown(String what) {
    return Answers.refused(404, "nothing at a route is called \"" + what + "\"");
  }

  private static @Nullable ObjectKey after(Head head) {
    String after = head.parameter("after");
    return after == null ? null : PageJson.key(after);
  }

  private static Pages.Parked parked(Replication route, @Nullable ObjectKey after) {
    List<ParkedKey> keys = route.parked(after, Pages.MOST);
    int fit = fit(keys, key -> key.key().length() + key.message().length() + 200);
    boolean last = fit == keys.size() && fit < Pages.MOST;
    return new Pages.Parked(keys.subList(0, fit), last ? null : keys.get(fit - 1).key());
  }

  /// Without a number nothing would say what a person looked at.
  private static long release(Replication route, Json body) {
    return route.releaseDeletes(new Fields(body).number("upTo"));
  }

  private static Pages.Held held(Replication route, @Nullable ObjectKey after) {
    // Before the keys are read: what is held meanwhile has a higher number.
    long number = route.lastHeldDelete();
    List<ObjectKey> keys = route.heldDeletes(after, Pages.MOST);
    int fit = fit(keys, ObjectKey::length);
    boolean last = fit == keys.size() && fit < Pages.MOST;
    return new Pages.Held(keys.subList(0, fit), last ? null : keys.get(fit - 1), number);
  }

  private static <T> int fit(List<T> rows, Function<T, Integer> bytes) {
    int sum = 0;
    for (int index = 0; index < rows.size(); index++) {
      sum += bytes.apply(rows.get(index));
      if (sum > PAGE_BYTES && index > 0) {
        return index;
      }
    }
    return rows.size();
  }

  private static Answer paused(Replication route, boolean wanted) {
    route.pause(wanted);
    return Answers.done();
  }

  private static Answer audit(Replication route, Json body) {
    String word = body.text("kind");
    AuditKind kind = word == null ? AuditKind.LISTING : Words.parse(AuditKind.class, word);
    double share = kind == AuditKind.DEEP ? new Fields(body).fraction("share") : 0;
    if (kind == AuditKind.DEEP && !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is above 0 and at most 1, not " + share);
    }
    route.audit(kind, share);
    return Answers.done();
  }

  private static Answer reconcile(Replication route, Json body) {
    List<ObjectKey> own = new ArrayList<>();
    List<ObjectKey> foreign = new ArrayList<>();
    for (ObjectKey key : new Fields(body).list("keys", Fields::key)) {
      (route.isAbout(key) ? own : foreign).add(key);
    }
    if (own.size() > route.room()) {
      return full(route, 0);
    }
    route.reconcile(own);
    return Answers.json(
        JsonText.object(json -> {
          json.writeNumberField("taken", own.size());
          PageJson.keys(json, foreign);
        }));
  }

  /// Every parked key again; they stay parked until they are equal.
  private static Answer redrive(Replication route) {
    long taken = 0;
    List<ParkedKey> keys = route.parked(null, Pages.MOST);
    while (!keys.isEmpty()) {
      if (keys.size() > route.room()) {
        return full(route, taken);
      }
      route.reconcile(keys.stream().map(ParkedKey::key).toList());
      taken += keys.size();
      keys = route.parked(keys.getLast().key(), Pages.MOST);
    }
    return Answers.count("taken", taken);
  }

  private static Answer full(Replication route, long taken) {
    return Answers.refused(
            503,
            "the route "
                + route.name()
                + " has too many hints that wait already; "
                + taken
                + " keys were taken, try the others later")
        .with("Retry-After", "60");
  }
}
