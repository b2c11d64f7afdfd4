package dev.longhaul.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// A request that came in whole.
public final class Request {
  private final Head head;
  private final byte[] body;

  /// @param body is not copied; nobody changes it from here on
  public Request(Head head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  public Head head() {
    return head;
  }

  /// The bytes themselves: not to be changed.
  public byte[] body() {
    return body;
  }

  /// The body as UTF-8.
  ///
  /// @throws CharacterCodingException when it is something else
  public String text() throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  @Override
  public String toString() {
    return head + ", " + body.length + " bytes";
  }
}
