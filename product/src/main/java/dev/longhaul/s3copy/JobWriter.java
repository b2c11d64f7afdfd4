package dev.longhaul.s3copy;

import dev.longhaul.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Writes jobs in the original's form: one JSON object of its fields, in its order.
///
/// Whatever means anything to a shell, to Systems Manager's templates or to a terminal is written
/// as a backslash, `u` and four digits, inside JSON, where it is only a letter of a text (H75):
/// single quotes around the whole hold, whatever the key.
public final class JobWriter {
  /// Letters and digits apart, all that may stand in a value as it is.
  private static final String PLAIN = "._-/+%~=@";

  /// What Python's `quote_plus` leaves as it is.
  private static final String UNQUOTED = "_.-~";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private JobWriter() {}

  /// Who will read a job.
  public enum Reader {
    /// Ours: it takes the key as it is, and `v` says that nobody decoded it in between.
    LONGHAUL,
    /// One of the original's programs: they decode the key, so it is encoded (decision 23).
    ORIGINAL
  }

  /// The job as JSON on one line.
  public static String json(CopyJob job, Reader reader) {
    StringBuilder json = new StringBuilder("{");
    field(json, "bucket", job.bucket());
    field(json, "key", key(job.key(), reader));
    field(json, "dst_bucket", job.destinationBucket());
    field(json, "id", job.id());
    credentials(json, job.credentials());
    return end(json, reader);
  }

  /// The part as JSON on one line.
  public static String json(PartJob part, Reader reader) {
    StringBuilder json = new StringBuilder("{");
    field(json, "bucket", part.bucket());
    field(json, "key", key(part.key(), reader));
    field(json, "dst_bucket", part.destinationBucket());
    field(json, "uploadid", part.upload());
    field(json, "part", Integer.toString(part.number()));
    field(json, "range", part.range().header());
    credentials(json, part.credentials());
    return end(json, reader);
  }

  /// The job as one word of letters, digits, `-` and `_`, for our own workers.
  public static String argument(CopyJob job) {
    return carried(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(json(job, Reader.LONGHAUL).getBytes(StandardCharsets.US_ASCII)));
  }

  private static void credentials(StringBuilder json, @Nullable CredentialObject place) {
    if (place != null) {
      field(json, "credbucket", place.bucket());
      field(json, "credobject", text(place.key()));
    }
  }

  private static String end(StringBuilder json, Reader reader) {
    return carried(
        switch (reader) {
          case LONGHAUL -> json.append(", \"v\": 1}").toString();
          case ORIGINAL -> json.append('}').toString();
        });
  }

  /// What is too long is refused here, before anything on its way could cut it (H72).
  private static String carried(String job) {
    if (job.length() > JobText.MAX_CHARACTERS) {
      throw new MalformedJob(
          "the job has "
              + job.length()
              + " characters, and a command carries "
              + JobText.MAX_CHARACTERS
              + "; give the object with the credentials (CredObject) a shorter name");
    }
    return job;
  }

  private static String key(ObjectKey key, Reader reader) {
    return switch (reader) {
      case LONGHAUL -> text(key);
      case ORIGINAL -> quoted(text(key));
    };
  }

  /// JSON and the tables hold text, which bytes that are no UTF-8 are not.
  private static String text(ObjectKey key) {
    String text = key.text();
    if (!ObjectKey.of(text).equals(key)) {
      throw new MalformedJob("key: is not UTF-8, and no job can name it: " + key);
    }
    return text;
  }

  private static void field(StringBuilder json, String name, String value) {
    json.append(json.length() == 1 ? "\"" : ", \"").append(name).append("\": \"");
    for (int index = 0; index < value.length(); index++) {
      char unit = value.charAt(index);
      if (isAlphanumeric(unit) || PLAIN.indexOf(unit) >= 0) {
        json.append(unit);
      } else {
        json.append("\\u").append(HEX.toHexDigits(unit));
      }
    }
    json.append('"');
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (unit & 0xff);
      if (isAlphanumeric(letter) || UNQUOTED.indexOf(letter) >= 0) {
        quoted.append(letter);
      } else if (letter == ' ') {
        quoted.append('+');
      } else {
        quoted.append('%').append(HEX.toHexDigits(unit));
      }
    }
    return quoted.toString();
  }

  private static boolean isAlphanumeric(char unit) {
    return (unit >= 'a' && unit <= 'z')
        || (unit >= 'A' && unit <= 'Z')
        || (unit >= '0' && unit <= '9');
  }
}
