package dev.longhaul.console;

import dev.longhaul.http.Answer;
import dev.longhaul.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The page that people look at: one file that asks the API what to show. It shows nothing before
/// the API let it in, and loads nothing from anywhere else.
final class StatusPage {
  private static final String FILE = "page.html";

  private final String text;
  private final String policy;

  private StatusPage(String text) {
    this.text = text;
    // Only the script and the style that are in the file run, so that nothing shown ever does.
    this.policy =
        "default-src 'none'; script-src 'sha256-"
            + digest(within("script"))
            + "'; style-src 'sha256-"
            + digest(within("style"))
            + "'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";
  }

  static StatusPage load() {
    try (InputStream file = StatusPage.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the program lacks its file " + FILE);
      }
      return new StatusPage(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private String within(String element) {
    String begin = "<" + element + ">";
    return text.substring(text.indexOf(begin) + begin.length(), text.indexOf("</" + element + ">"));
  }

  private static String digest(String part) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(part.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Answer answer(Request request) {
    return request.head().path().equals("/")
        ? Answer.html(200, text)
            .with("Content-Security-Policy", policy)
            .with("Cache-Control", "no-cache")
            .with("Referrer-Policy", "no-referrer")
            .with("X-Content-Type-Options", "nosniff")
        : Answers.refused(404, "nothing is here; the API is below /api/");
  }
}
