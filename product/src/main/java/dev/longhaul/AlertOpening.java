package dev.longhaul;

import dev.longhaul.alert.AlertTarget;
import dev.longhaul.alert.send.CommandTarget;
import dev.longhaul.alert.send.TopicTarget;
import dev.longhaul.alert.send.WebhookTarget;
import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.AlertEntry.Target;
import dev.longhaul.config.ServiceAccess;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.s3.Proxy;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// Opens the ways in which people are told.
final class AlertOpening {
  private final Map<String, String> environment;
  private final Function<ServiceAccess, CredentialSource> credentials;

  /// @param credentials finds those that publish to a topic
  AlertOpening(
      Map<String, String> environment, Function<ServiceAccess, CredentialSource> credentials) {
    this.environment = environment;
    this.credentials = credentials;
  }

  /// Asks nobody anything yet; the caller closes it.
  ///
  /// @param remarks is told what a program says
  AlertTarget open(AlertEntry entry, Consumer<String> remarks) {
    return switch (entry.target()) {
      case Target.Webhook webhook -> new WebhookTarget(webhook, proxies(webhook));
      case Target.Topic(String arn, ServiceAccess access) ->
          new TopicTarget(arn, access.endpoint(), access.region(), credentials.apply(access));
      case Target.Command(var words) ->
          new CommandTarget(
              words, line -> remarks.accept("the alert " + entry.name() + ": " + line));
    };
  }

  private ProxySelector proxies(Target.Webhook webhook) {
    Proxy proxy;
    try {
      proxy = Proxy.find(environment, URI.create(webhook.url().reveal()));
    } catch (IllegalArgumentException refused) {
      // The reason may repeat the address, which is a secret.
      throw new IllegalArgumentException(
          "the webhook's url, or the proxy that the environment names, is no address", null);
    }
    return ProxySelector.of(
        proxy == null ? null : InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
  }
}
