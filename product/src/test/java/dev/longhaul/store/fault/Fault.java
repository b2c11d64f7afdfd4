package dev.longhaul.store.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One way in which a store, or what stands before it, does not do what S3 does. A fault gets a
/// request and the service behind it: it may change the request, not pass it on, or change the
/// answer.
public sealed interface Fault {
  Answer serve(Asked asked, Service store);

  /// This one nearer to the store than the other.
  default Fault and(Fault outer) {
    return new Both(this, outer);
  }

  /// Two at once.
  record Both(Fault inner, Fault outer) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return outer.serve(asked, again -> inner.serve(again, store));
    }
  }

  /// Something happens just before it is done. Of one test only.
  record Before(Runnable happens) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      happens.run();
      return store.serve(asked);
    }
  }

  // What stores do not understand, and do not say so.

  /// The header is as if it had not been sent: If-Match, If-None-Match, Range (H18, H20).
  record IgnoresHeader(String name) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return store.serve(asked.withoutHeader(name));
    }
  }

  /// The parameter is as if it had not been sent: encoding-type, partNumber, versionId, the token
  /// (H54, H59).
  record IgnoresParameter(String name) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return store.serve(asked.withoutQuery(name));
    }
  }

  /// A listing is of the whole bucket, but says that it is of what was asked for.
  record ListsEverything() implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      String prefix =
          Percent.encoded(
              asked.query().getOrDefault("prefix", "").getBytes(StandardCharsets.UTF_8));
      return store
          .serve(asked.withoutQuery("prefix"))
          .withText(xml -> xml.replace("<Prefix></Prefix>", "<Prefix>" + prefix + "</Prefix>"));
    }
  }

  // What is answered in place of doing anything.

  /// An error of S3.
  record Refuses(int status, String code) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return Answer.error(status, code);
    }
  }

  /// An error of S3 in these words.
  record RefusesBecause(int status, String code, String message) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return Answer.error(status, code, message);
    }
  }

  /// Takes no bytes without a digest, as a bucket with a default retention does (H43).
  record DemandsDigest() implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      boolean digest =
          asked.headers().keySet().stream()
              .anyMatch(name ->
                  name.equals("content-md5")
                      || name.matches("x-amz-checksum-(crc|sha|xxh)[0-9a-z]+"));
      return digest
          ? store.serve(asked)
          : Answer.error(
              400,
              "InvalidRequest",
              "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with"
                  + " Object Lock parameters");
    }
  }

  /// A status without a word, as proxies and HEAD have it (H15).
  record SaysOnly(int status) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return Answer.empty(status);
    }
  }

  /// 200 and a page for people, as a captive portal does it (H60).
  record SaysHtml() implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      byte[] page =
          "<html><body>Welcome to the network</body></html>".getBytes(StandardCharsets.UTF_8);
      return Answer.of(200, page).with("Content-Type", "text/html");
    }
  }

  /// 200 and this text.
  record Says(String text) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return Answer.xml(text);
    }
  }

  /// 200 and this text, with a number in it that is another one each time. Of one test only.
  final class Numbers implements Fault {
    private final String text;
    private int answers;

    public Numbers(String text) {
      this.text = text;
    }

    @Override
    public synchronized Answer serve(Asked asked, Service store) {
      return Answer.xml(text.formatted(answers++));
    }
  }

  /// Points elsewhere (H68).
  record Redirects(String where) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return Answer.empty(307).with("Location", where);
    }
  }

  /// Does not do it, and says behind a 200 and much white space that it failed (H30).
  record FailsLate(String code) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return Answer.error(200, code).withText(xml -> " \n".repeat(500) + xml);
    }
  }

  // What is done, and told wrongly.

  /// Does it, says nothing: the connection is gone (H30).
  record LosesAnswer() implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return store.serve(asked).with(new Delivery.Lost());
    }
  }

  /// Does it and says only that it did.
  record SwallowsBody() implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      Answer answer = store.serve(asked);
      return Answer.empty(answer.status());
    }
  }

  /// Does it and keeps the connection alive by white space before it says so (H30).
  record SpacesAnswer() implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return store.serve(asked).withText(xml -> " \n".repeat(500) + xml);
    }
  }

  /// Leaves a header out.
  record OmitsHeader(String name) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return store.serve(asked).without(name);
    }
  }

  /// Sets a header to this.
  record SetsHeader(String name, String value) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return store.serve(asked).with(name, value);
    }
  }

  /// Its clock is ahead, or behind (H66).
  record SkewsDate(Duration ahead) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return store.serve(asked).with("Date", Headers.date(Instant.now().plus(ahead)));
    }
  }

  /// Names a checksum that is not of what it has.
  record LiesAboutChecksum() implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      Answer answer = store.serve(asked);
      for (Answer.Header header : answer.headers()) {
        boolean checksum =
            header.name().startsWith("x-amz-checksum-") && !header.name().endsWith("type");
        if (checksum) {
          byte[] value = Base64.getDecoder().decode(header.value());
          value[0] ^= 1;
          answer = answer.with(header.name(), Base64.getEncoder().encodeToString(value));
        }
      }
      return answer;
    }
  }

  /// Sends it another way than whole and at once.
  record Delivers(Delivery how) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return store.serve(asked).with(how);
    }
  }

  /// One bit of the body sent is wrong, and everything else says that it is right (H27).
  record FlipsBit(int place) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      Answer answer = store.serve(asked);
      byte[] body = answer.body().clone();
      if (body.length > place) {
        body[place] ^= 1;
      }
      return answer.with(body);
    }
  }

  /// What it gets arrives damaged, together with digests that were made anew on the way: as if the
  /// damage had happened in the store (H27).
  record StoresDamaged() implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      byte[] body = asked.body().clone();
      if (body.length > 0) {
        body[body.length / 2] ^= 1;
      }
      Asked damaged =
          new Asked(asked.method(), asked.path(), asked.query(), asked.headers(), body)
              .withoutHeader("content-md5");
      for (String name : asked.headers().keySet()) {
        damaged = name.startsWith("x-amz-checksum") ? damaged.withoutHeader(name) : damaged;
      }
      return store.serve(damaged);
    }
  }

  /// Stores only the first half of what it gets.
  record StoresHalf() implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      byte[] half = Arrays.copyOf(asked.body(), asked.body().length / 2);
      Asked shorter =
          new Asked(asked.method(), asked.path(), asked.query(), asked.headers(), half)
              .withoutHeader("content-md5");
      for (String name : asked.headers().keySet()) {
        shorter = name.startsWith("x-amz-checksum") ? shorter.withoutHeader(name) : shorter;
      }
      return store.serve(shorter);
    }
  }

  /// Says that it did it, without having done it.
  record Pretends(String etag) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return Answer.empty(200).with("ETag", '"' + etag + '"');
    }
  }

  /// Gives another range than the one asked for, of the right length (H18).
  record ShiftsRange() implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      Answer answer = store.serve(asked);
      String range = answer.header("Content-Range");
      if (range == null) {
        return answer;
      }
      String shifted = range.replaceFirst("bytes (\\d+)", "bytes 1$1");
      return answer.with("Content-Range", shifted);
    }
  }

  /// Writes are acknowledged at once and seen after so many more requests (H16). Of one test only.
  final class CommitsLate implements Fault {
    private final int requests;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int seen;

    public CommitsLate(int requests) {
      this.requests = requests;
    }

    @Override
    public synchronized Answer serve(Asked asked, Service store) {
      seen++;
      if (seen > requests) {
        waiting.forEach(Runnable::run);
        waiting.clear();
      }
      if (!asked.method().equals("PUT") || !asked.query().isEmpty()) {
        return store.serve(asked);
      }
      seen = 0;
      waiting.add(() -> store.serve(asked));
      String md5 = asked.header("content-md5");
      String etag =
          md5 == null
              ? "unknown"
              : java.util.HexFormat.of().formatHex(Base64.getDecoder().decode(md5));
      return Answer.empty(200).with("ETag", '"' + etag + '"');
    }
  }

  // Listings.

  /// The entries of a page come in no order (H58).
  record Shuffles(long seed) implements Fault {
    private static final Pattern ENTRY = Pattern.compile("(?s)<Contents>.*?</Contents>");

    @Override
    public Answer serve(Asked asked, Service store) {
      return store
          .serve(asked)
          .withText(xml -> {
            List<String> entries =
                new ArrayList<>(ENTRY.matcher(xml).results().map(MatchResult::group).toList());
            Collections.shuffle(entries, new Random(seed));
            String rest = ENTRY.matcher(xml).replaceAll("");
            return rest.replace(
                "</ListBucketResult>", String.join("", entries) + "</ListBucketResult>");
          });
    }
  }

  /// Replaces what matches in a document: tokens dropped or repeated, names changed (H59, H60).
  record Rewrites(String pattern, String replacement) implements Fault {
    @Override
    public Answer serve(Asked asked, Service store) {
      return store
          .serve(asked)
          .withText(
              xml -> Pattern.compile(pattern, Pattern.DOTALL).matcher(xml).replaceAll(replacement));
    }
  }
}
