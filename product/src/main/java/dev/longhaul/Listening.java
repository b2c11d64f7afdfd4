package dev.longhaul;

import dev.longhaul.cli.Doors;
import dev.longhaul.config.Listener;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.ListenException;
import dev.longhaul.http.ListenerSettings;
import dev.longhaul.http.jetty.HttpListener;
import java.util.List;
import java.util.function.Consumer;

/// Listens where a configuration says so.
record Listening(HttpListener listener) implements Doors.Listens {
  /// Listens from now on; the caller closes it.
  ///
  /// @param setting the setting that holds the address, for messages: `console.listen`
  /// @param endpoints of everybody who shares this address
  /// @param fault is told in one line what went wrong within an endpoint
  /// @throws ListenException when the address or the certificate cannot be used
  static Listening open(
      String setting, Listener listener, List<Endpoint> endpoints, Consumer<String> fault) {
    Listener.Tls tls = listener.tls();
    ListenerSettings settings =
        ListenerSettings.plain(setting, listener.address().host(), listener.address().port())
            .over(
                tls == null
                    ? null
                    : new ListenerSettings.Tls(tls.certificate(), tls.key(), tls.clients()));
    return new Listening(HttpListener.open(settings, endpoints, fault));
  }

  @Override
  public boolean renew() {
    return listener.renew();
  }

  @Override
  public void close() {
    listener.close();
  }
}
