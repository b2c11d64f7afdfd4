package dev.longhaul.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// How a service beside a store is reached: a queue, a topic.
///
/// @param credentials `null` for those of the store it belongs to, else the usual chain
/// @param profile AWS profile whose region counts too, `null` for none
/// @param endpoint `null` for the one that the service's address or region gives
/// @param region `null` for the one that the service's address names
public record ServiceAccess(
    @Nullable CredentialsChoice credentials,
    @Nullable String profile,
    @Nullable URI endpoint,
    @Nullable String region) {
  public ServiceAccess {
    new Rules()
        .check(
            !(credentials instanceof CredentialsChoice.StoredObject),
            "credentials",
            "an object is read with the credentials of a route's other side, and this has none:"
                + " leave the line out to use those of the store")
        .end();
  }
}
