package dev.longhaul;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.longhaul.s3copy.function.EventFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Lambda function `S3CopyToChina-Main`: its handler is
/// `dev.longhaul.CopyToChinaMain::handleRequest`.
public final class CopyToChinaMain implements RequestStreamHandler {
  private final EventFunction function = new Functions(System.getenv()).main();

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String text = new String(event.readAllBytes(), StandardCharsets.UTF_8);
    answer.write(function.handle(text).getBytes(StandardCharsets.UTF_8));
  }
}
