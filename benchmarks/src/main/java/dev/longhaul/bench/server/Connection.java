package dev.longhaul.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Serves one connection until the other side is done with it.
final class Connection implements Runnable {
  private final Line line;
  private final Behaviour behaviour;
  private final Intake intake;
  private final ByteBuffer heads = ByteBuffer.allocateDirect(16 << 10);

  Connection(Line line, Behaviour behaviour, Pattern pattern) {
    this.line = line;
    this.behaviour = behaviour;
    this.intake = new Intake(line, pattern, behaviour.isChecked());
  }

  @Override
  public void run() {
    try (line) {
      String head = intake.head();
      while (head != null) {
        Request request = Request.parse(head);
        if ("100-continue".equalsIgnoreCase(request.header("expect"))) {
          write(
              ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        }
        send(request, behaviour.answer(request, intake));
        head = intake.head();
      }
    } catch (IOException broken) {
      behaviour.counts().broken(broken);
    }
  }

  private void send(Request request, Answer answer) throws IOException {
    StringBuilder head = new StringBuilder(512);
    head.append("HTTP/1.1 ").append(answer.status).append(' ').append(answer.reason());
    head.append("\r\nServer: SyntheticS3\r\nDate: ").append(behaviour.date());
    head.append("\r\nx-amz-request-id: ").append(behaviour.nextId());
    for (Map.Entry<String, String> header : answer.headers.entrySet()) {
      head.append("\r\n").append(header.getKey()).append(": ").append(header.getValue());
    }
    if (answer.status != 204) {
      head.append("\r\nContent-Length: ").append(answer.length);
    }
    head.append("\r\n\r\n");
    heads.clear();
    heads.put(head.toString().getBytes(StandardCharsets.ISO_8859_1)).flip();
    ByteBuffer first = request.method().equals("HEAD") ? null : piece(answer, 0);
    if (first == null) {
      write(heads);
      return;
    }
    long done = first.remaining();
    line.write(heads, first);
    while (done < answer.length) {
      ByteBuffer next = piece(answer, done);
      done += next == null ? 0 : next.remaining();
      write(next);
    }
  }

  /// The body from this offset on, as much of it as there is in one piece; `null` for no body.
  private @Nullable ByteBuffer piece(Answer answer, long done) {
    if (answer.length == 0) {
      return null;
    }
    ByteBuffer body = answer.body;
    return body == null
        ? behaviour.pattern().slice(answer.from + done, answer.length - done)
        : body.duplicate();
  }

  private void write(@Nullable ByteBuffer bytes) throws IOException {
    if (bytes != null) {
      line.write(bytes);
    }
  }
}
