package dev.longhaul;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Lambda function `S3CopyToChina-Single`, which copies small objects whole: its handler is
/// `dev.longhaul.CopyToChinaSingle::handleRequest`.
public final class CopyToChinaSingle implements RequestStreamHandler {
  private final PartInvocations invocations = new PartInvocations(System.getenv());

  @Override
  public void handleRequest(InputStream payload, OutputStream answer, Context context)
      throws IOException {
    invocations.handle(payload, answer, context);
  }
}
