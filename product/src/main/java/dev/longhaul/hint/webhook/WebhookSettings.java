package dev.longhaul.hint.webhook;

import dev.longhaul.http.Endpoint;

/// What may be posted, where, by whom.
///
/// @param name the intake's name
/// @param path where events are posted: `/hooks/minio`
/// @param guard who may post; `Endpoint.OPEN` where the listener lets in only those it knows
/// @param bodyLimit bytes of one message
/// @param perSecond messages a second, averaged over seconds
public record WebhookSettings(
    String name, String path, Endpoint.Guard guard, int bodyLimit, int perSecond) {
  public WebhookSettings {
    if (bodyLimit < 1 || perSecond < 1) {
      throw new IllegalArgumentException("a webhook that takes nothing");
    }
  }
}
