package dev.longhaul.store.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/// How an answer travels. Each way says whether the connection can carry another answer.
public sealed interface Delivery {
  boolean send(Answer answer, OutputStream out, CountDownLatch closed)
      throws IOException, InterruptedException;

  private static String length(Answer answer) {
    return answer.header("Content-Length") == null
        ? "Content-Length: " + answer.body().length + "\r\n"
        : "";
  }

  /// As it should.
  record Whole() implements Delivery {
    @Override
    public boolean send(Answer answer, OutputStream out, CountDownLatch closed) throws IOException {
      boolean silent = answer.status() == 204 || answer.status() == 304;
      out.write(answer.head(silent ? "" : length(answer)));
      if (!answer.bodyless() && !silent) {
        out.write(answer.body());
      }
      out.flush();
      return true;
    }
  }

  /// Not at all: the connection is closed.
  record Lost() implements Delivery {
    @Override
    public boolean send(Answer answer, OutputStream out, CountDownLatch closed) {
      return false;
    }
  }

  /// The body breaks off after this many bytes.
  record CutAfter(int bytes) implements Delivery {
    @Override
    public boolean send(Answer answer, OutputStream out, CountDownLatch closed) throws IOException {
      out.write(answer.head(length(answer)));
      out.write(answer.body(), 0, Math.min(bytes, answer.body().length));
      out.flush();
      return false;
    }
  }

  /// After this many bytes of the body nothing comes any more, on a connection that stays.
  record StallsAfter(int bytes) implements Delivery {
    @Override
    public boolean send(Answer answer, OutputStream out, CountDownLatch closed)
        throws IOException, InterruptedException {
      out.write(answer.head(length(answer)));
      out.write(answer.body(), 0, Math.min(bytes, answer.body().length));
      out.flush();
      closed.await();
      return false;
    }
  }

  /// Nothing comes at all, on a connection that stays.
  record Silent() implements Delivery {
    @Override
    public boolean send(Answer answer, OutputStream out, CountDownLatch closed)
        throws InterruptedException {
      closed.await();
      return false;
    }
  }

  /// Without a length: the end of the connection is the end of the body (H32).
  record UntilClose(int bytes) implements Delivery {
    @Override
    public boolean send(Answer answer, OutputStream out, CountDownLatch closed) throws IOException {
      out.write(answer.head("Connection: close\r\n"));
      out.write(answer.body(), 0, Math.min(bytes, answer.body().length));
      out.flush();
      return false;
    }
  }

  /// In chunks of HTTP, the last of which never comes when it is cut.
  record Chunked(boolean cut) implements Delivery {
    @Override
    public boolean send(Answer answer, OutputStream out, CountDownLatch closed) throws IOException {
      out.write(answer.head("Transfer-Encoding: chunked\r\n"));
      byte[] body = answer.body();
      int middle = body.length / 2;
      chunk(out, Arrays.copyOfRange(body, 0, middle));
      if (!cut) {
        chunk(out, Arrays.copyOfRange(body, middle, body.length));
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      out.flush();
      return !cut;
    }

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
      if (bytes.length > 0) {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /// More bytes than were announced.
  record Overlong(int more) implements Delivery {
    @Override
    public boolean send(Answer answer, OutputStream out, CountDownLatch closed) throws IOException {
      out.write(answer.head(length(answer)));
      out.write(answer.body());
      out.write("x".repeat(more).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return true;
    }
  }

  /// The same bytes over and over until the client hangs up (H80).
  record Endless(Where where, String bytes) implements Delivery {
    /// What has no end.
    enum Where {
      /// One informational answer after the other.
      BEFORE_THE_HEAD,
      /// The headers.
      HEAD,
      /// A body without a length.
      BODY
    }

    @Override
    public boolean send(Answer answer, OutputStream out, CountDownLatch closed) throws IOException {
      byte[] again = bytes.getBytes(StandardCharsets.ISO_8859_1);
      switch (where) {
        case BEFORE_THE_HEAD -> {}
        case HEAD -> out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
        case BODY -> out.write(answer.head("Connection: close\r\n"));
      }
      while (closed.getCount() > 0) {
        out.write(again);
      }
      return false;
    }
  }
}
