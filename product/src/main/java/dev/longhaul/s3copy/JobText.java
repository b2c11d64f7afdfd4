package dev.longhaul.s3copy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Escaped;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads jobs as the original's programs and our own write them.
///
/// Their `key` is the key itself: the original's Main has decoded it already. That its workers
/// decode it once more is their mistake, not the format's; [JobWriter] makes up for it where the
/// reader is one of them (H4, decision 23).
public final class JobText {
  /// More than Systems Manager carries in one command.
  static final int MAX_CHARACTERS = 16_384;

  private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9_-]+");

  /// How Python shows what it does not print, where the backslash is none that is shown itself.
  private static final Pattern PYTHON =
      Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\x([0-9a-f]{2})");

  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?([0-9]{1,15})-([0-9]{1,15})");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          // A name that comes twice is a key that broke out of its quotes, not a job.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1)
                  .maxStringLength(MAX_CHARACTERS)
                  .build())
          .build();

  private JobText() {}

  /// The job that a worker was handed: JSON, or the same as base64url, which no shell and no
  /// template touches.
  ///
  /// @throws MalformedJob when it is none
  public static CopyJob job(String text) {
    Map<String, String> fields = fields(text);
    return new CopyJob(
        required(fields, "id"),
        required(fields, "bucket"),
        key(fields, "key"),
        required(fields, "dst_bucket"),
        credentials(fields));
  }

  /// Whether this is a part, if it is anything.
  ///
  /// @throws MalformedJob when it is no JSON
  public static boolean isPart(String text) {
    return fields(text).containsKey("uploadid");
  }

  /// The part that function MPU was handed.
  ///
  /// @throws MalformedJob when it is none
  public static PartJob part(String text) {
    Map<String, String> fields = fields(text);
    return new PartJob(
        required(fields, "bucket"),
        key(fields, "key"),
        required(fields, "dst_bucket"),
        required(fields, "uploadid"),
        number(required(fields, "part")),
        range(required(fields, "range")),
        credentials(fields));
  }

  private static @Nullable CredentialObject credentials(Map<String, String> fields) {
    if (!fields.containsKey("credbucket") && !fields.containsKey("credobject")) {
      return null;
    }
    return new CredentialObject(required(fields, "credbucket"), key(fields, "credobject"));
  }

  private static ObjectKey key(Map<String, String> fields, String name) {
    try {
      return ObjectKey.of(required(fields, name));
    } catch (MalformedJob missing) {
      throw missing;
    } catch (IllegalArgumentException none) {
      throw new MalformedJob(name + ": " + none.getMessage(), none);
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException none) {
      throw new MalformedJob("part: no number: " + CopyJob.shown(text), none);
    }
  }

  /// Bytes as in `bytes=0-5242879`, or as the tables have it, without the unit.
  ///
  /// @throws MalformedJob when it is none
  public static ByteRange range(String text) {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      long first = Long.parseLong(range.group(1));
      long last = Long.parseLong(range.group(2));
      if (last >= first) {
        return new ByteRange(first, last - first + 1);
      }
    }
    throw new MalformedJob("range: not as in bytes=0-5242879: " + CopyJob.shown(text));
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null || value.isEmpty()) {
      throw new MalformedJob(name + ": is missing");
    }
    return value;
  }

  private static Map<String, String> fields(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new MalformedJob("a job has at most " + MAX_CHARACTERS + " characters");
    }
    String json = text.strip();
    if (ARGUMENT.matcher(json).matches()) {
      json = decoded(json);
    }
    try {
      return read(json);
    } catch (JsonProcessingException malformed) {
      Matcher python = PYTHON.matcher(json);
      if (python.find()) {
        return again(python.replaceAll("$1\\\\u00$2"));
      }
      throw noJson(malformed);
    } catch (IOException malformed) {
      throw noJson(malformed);
    }
  }

  private static Map<String, String> again(String json) {
    try {
      return read(json);
    } catch (IOException malformed) {
      throw noJson(malformed);
    }
  }

  private static String decoded(String argument) {
    try {
      return new String(Base64.getUrlDecoder().decode(argument), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException neither) {
      throw new MalformedJob("a job is JSON or base64url of JSON; this is neither", neither);
    }
  }

  private static MalformedJob noJson(IOException malformed) {
    String why =
        malformed instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : malformed.getMessage();
    String escaped = Escaped.text(String.valueOf(why));
    String brief = escaped.length() > 160 ? escaped.substring(0, 160) + "…" : escaped;
    return new MalformedJob(
        "this is no job, but JSON is expected, as in {\"bucket\": …, \"key\": …}: " + brief,
        malformed);
  }

  private static Map<String, String> read(String json) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedJob("a job is one JSON object, with bucket, key, dst_bucket and id");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == null || !value.isScalarValue()) {
          throw new MalformedJob(CopyJob.shown(name) + ": is no text");
        }
        fields.put(name, parser.getText());
      }
      if (parser.nextToken() != null) {
        throw new MalformedJob("something follows the job");
      }
    }
    return fields;
  }
}
