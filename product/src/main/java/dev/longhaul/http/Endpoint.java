package dev.longhaul.http;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A path, and the function that answers what is asked of it.
///
/// @param path begins with a slash; one that ends with a slash stands for all paths below it too
/// @param methods what may be asked, in upper case; anything else is answered 405. HEAD comes with
///   GET
/// @param bodyLimit how many bytes a body may have; a longer one is answered 413 and not read
public record Endpoint(
    String path, Set<String> methods, int bodyLimit, Guard guard, Handler handler) {
  /// Lets everybody in.
  public static final Guard OPEN = _ -> null;

  /// Decides whom to let in, before a byte of the body is read. Called by many threads at once.
  public interface Guard {
    /// What a caller is told who is not let in, `null` for one who is.
    @Nullable Answer refusal(Head head);

    /// Asks this guard and then another.
    default Guard and(Guard other) {
      return head -> {
        Answer refusal = refusal(head);
        return refusal == null ? other.refusal(head) : refusal;
      };
    }
  }

  /// Answers requests. Called by many threads at once, each of which it may block for a while; when
  /// it throws, the caller is told nothing but 500.
  public interface Handler {
    Answer answer(Request request);
  }

  public Endpoint {
    if (!path.startsWith("/") || bodyLimit < 0 || methods.isEmpty()) {
      throw new IllegalArgumentException("an endpoint is /a/path, not " + path);
    }
    Set<String> all = new LinkedHashSet<>(methods);
    if (all.contains("GET")) {
      all.add("HEAD");
    }
    methods = Set.copyOf(all);
  }

  /// Something to look at.
  public static Endpoint get(String path, Guard guard, Handler handler) {
    return new Endpoint(path, Set.of("GET"), 0, guard, handler);
  }

  /// Something that takes a body.
  public static Endpoint post(String path, int bodyLimit, Guard guard, Handler handler) {
    return new Endpoint(path, Set.of("POST"), bodyLimit, guard, handler);
  }

  /// Whether this endpoint is meant by a path, exactly or as one below it.
  public boolean covers(String asked) {
    return path.endsWith("/") ? asked.startsWith(path) : asked.equals(path);
  }
}
