package dev.longhaul;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Lambda function `S3CopyToChina-MPU`, which copies large objects, part by part: its handler is
/// `dev.longhaul.CopyToChinaMpu::handleRequest`.
public final class CopyToChinaMpu implements RequestStreamHandler {
  private final PartInvocations invocations = new PartInvocations(System.getenv());

  @Override
  public void handleRequest(InputStream payload, OutputStream answer, Context context)
      throws IOException {
    invocations.handle(payload, answer, context);
  }
}
