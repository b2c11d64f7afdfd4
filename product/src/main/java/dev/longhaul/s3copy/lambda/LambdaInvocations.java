package dev.longhaul.s3copy.lambda;

import dev.longhaul.object.Escaped;
import dev.longhaul.s3copy.function.Invocations;
import dev.longhaul.s3copy.function.NotSent;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.aws.SdkService;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/// Invokes functions as events: Lambda keeps each in a queue of its own until the function has it.
public final class LambdaInvocations implements Invocations, AutoCloseable {
  private final SdkService service;
  private final LambdaClient client;

  /// Asks nobody anything yet.
  public LambdaInvocations(SdkService service) {
    this.service = service;
    this.client = service.client(LambdaClient.builder());
  }

  @Override
  public void invoke(String function, String payload) {
    try {
      client.invoke(request ->
          request
              .functionName(function)
              .invocationType(InvocationType.EVENT)
              .payload(SdkBytes.fromUtf8String(payload)));
    } catch (ResourceNotFoundException none) {
      throw new NotSent(
          "there is no function "
              + Escaped.text(function)
              + " in "
              + service.region()
              + "; deploy serverless.yaml, or name another (SingleFunction, MpuFunction)",
          none);
    } catch (SdkException | StoreException failed) {
      throw new NotSent(
          "function "
              + Escaped.text(function)
              + " cannot be invoked: "
              + service.reason(failed, "lambda:InvokeFunction"),
          failed);
    }
  }

  /// Gives back the connections.
  @Override
  public void close() {
    client.close();
  }
}
