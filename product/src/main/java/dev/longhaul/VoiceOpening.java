package dev.longhaul;

import dev.longhaul.alert.AlertTarget;
import dev.longhaul.alert.send.CommandTarget;
import dev.longhaul.alert.send.TopicTarget;
import dev.longhaul.alert.send.WebhookTarget;
import dev.longhaul.cli.UsageException;
import dev.longhaul.cli.Voices;
import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.AlertEntry.Target;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Location;
import dev.longhaul.config.Reporting;
import dev.longhaul.config.ServiceAccess;
import dev.longhaul.config.SideSettings;
import dev.longhaul.effect.Clock;
import dev.longhaul.log.Log;
import dev.longhaul.log.slf4j.LogProvider;
import dev.longhaul.store.aws.AwsAccess;
import dev.longhaul.store.s3.Proxy;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/// Opens the log, and the ways in which people are told.
final class VoiceOpening implements Voices {
  private final SideOpening sides;
  private final Clock clock;
  private final Map<String, String> environment;

  /// @param sides knows where credentials come from
  VoiceOpening(SideOpening sides, Clock clock, Map<String, String> environment) {
    this.sides = sides;
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public Log log(OutputStream out, Reporting.Log settings) {
    Log log = new Log(out, clock, settings.format(), settings.level());
    LogProvider.sendTo(log);
    return log;
  }

  @Override
  public AlertTarget target(AlertEntry entry, Consumer<String> remarks) {
    return switch (entry.target()) {
      case Target.Webhook webhook ->
          new WebhookTarget(webhook, proxies(entry.name(), webhook.url().reveal()));
      case Target.Topic(String arn, ServiceAccess access) -> topic(arn, access);
      case Target.Command(var words) ->
          new CommandTarget(
              words, line -> remarks.accept("the alert " + entry.name() + ": " + line));
    };
  }

  private TopicTarget topic(String arn, ServiceAccess access) {
    CredentialsChoice credentials =
        access.credentials() == null ? new CredentialsChoice.Chain() : access.credentials();
    AwsAccess found =
        sides.access(
            new SideSettings(
                new Location("none", ""),
                credentials,
                access.profile(),
                access.endpoint(),
                access.region(),
                SideSettings.Addressing.AUTO,
                SideSettings.Kind.AUTO,
                SideSettings.Payload.UNSIGNED),
            null);
    return new TopicTarget(arn, access.endpoint(), access.region(), found.credentials());
  }

  private ProxySelector proxies(String name, String url) {
    Proxy proxy;
    try {
      proxy = Proxy.find(environment, URI.create(url));
    } catch (IllegalArgumentException refused) {
      // Its message may repeat the address, which is a secret (H79).
      throw new UsageException(
          "alerts." + name + ": its url, or the proxy that the environment names, is no address");
    }
    return ProxySelector.of(
        proxy == null ? null : InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
  }
}
