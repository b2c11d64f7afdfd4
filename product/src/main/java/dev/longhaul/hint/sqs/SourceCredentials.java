package dev.longhaul.hint.sqs;

import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Credentials as our stores have them, for the SDK's clients; whoever gave them keeps them fresh.
record SourceCredentials(CredentialSource source) implements AwsCredentialsProvider {
  @Override
  public AwsCredentials resolveCredentials() {
    Credentials current = source.current();
    String token = current.sessionToken();
    return token == null
        ? AwsBasicCredentials.create(current.accessKey(), current.secretKey())
        : AwsSessionCredentials.create(current.accessKey(), current.secretKey(), token);
  }
}
