package dev.longhaul.cli;

import dev.longhaul.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a running process is asked.
///
/// @param url scheme, host and port
/// @param setting where that is written, for messages
/// @param token what is sent along, `null` for none
/// @param authorities certificates that vouch for the console, `null` for those of Java
record ConsoleAddress(URI url, String setting, @Nullable Secret token, @Nullable Path authorities) {
  ConsoleAddress {
    String scheme = String.valueOf(url.getScheme());
    String path = String.valueOf(url.getRawPath());
    boolean bare =
        (path.isEmpty() || path.equals("/"))
            && url.getRawQuery() == null
            && url.getRawFragment() == null
            && url.getRawUserInfo() == null;
    if (!scheme.matches("https?") || url.getHost() == null || !bare) {
      throw new UsageException(
          "no address of a console: write http://127.0.0.1:8080, or https:// and a host and port");
    }
  }
}
