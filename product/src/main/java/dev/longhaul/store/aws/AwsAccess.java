package dev.longhaul.store.aws;

import dev.longhaul.store.CredentialSource;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the AWS configuration says of one side: its credentials and the settings beside them.
///
/// @param endpoint `endpoint_url` for S3, `null` where none is set
/// @param region `null` where none is set
/// @param pathStyle what `addressing_style` asks for, `null` for automatic
/// @param certificates `ca_bundle`, a file of PEM certificates; `null` where none is set
public record AwsAccess(
    CredentialSource credentials,
    @Nullable URI endpoint,
    @Nullable String region,
    @Nullable Boolean pathStyle,
    @Nullable Path certificates) {}
