package dev.longhaul.cli;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.Listener;
import dev.longhaul.config.Reporting;
import dev.longhaul.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The options that say which running process is meant.
public final class ConsoleOptions {
  private static final String CONFIG = "--config";
  private static final String CONSOLE = "--console";
  private static final String TOKEN = "--token-file";
  private static final String AUTHORITIES = "--ca-file";
  private static final Path USUAL = Path.of("longhaul.yaml");

  private final Function<Path, Configuration> reading;

  /// @param reading reads a file; what is wrong with it is a `UsageException`
  public ConsoleOptions(Function<Path, Configuration> reading) {
    this.reading = reading;
  }

  static void declare(CommandSpec spec) {
    Options.addGroup(
        spec,
        "The running process",
        List.of(
            Options.value(
                CONFIG,
                "FILE",
                Path::of,
                "The configuration it runs with, which says where its console is. Default:"
                    + " longhaul.yaml in the working folder, if there is one."),
            Options.value(
                CONSOLE,
                "URL",
                ConsoleOptions::url,
                "Where its console is. Default: what the configuration says, else "
                    + usual()
                    + "."),
            Options.value(
                TOKEN,
                "FILE",
                Path::of,
                "A file with the console's token. Default: the configuration's."),
            Options.value(
                AUTHORITIES,
                "FILE",
                Path::of,
                "Certificates (PEM) that vouch for a console with HTTPS. Default: the"
                    + " configuration's own, else those of Java.")));
  }

  /// The process that is meant.
  ConsoleCalls open(ParseResult parsed) {
    return new ConsoleCalls(address(parsed));
  }

  private ConsoleAddress address(ParseResult parsed) {
    Path file = Options.find(parsed, CONFIG, Path.class);
    URI url = Options.find(parsed, CONSOLE, URI.class);
    Path config = file == null && url == null && Files.exists(USUAL) ? USUAL : file;
    Reporting.Console console =
        config == null ? Reporting.Console.DEFAULT : reading.apply(config).reporting().console();
    Path tokens = Options.find(parsed, TOKEN, Path.class);
    Secret token = tokens == null ? console.token() : token(tokens);
    Path authorities = Options.find(parsed, AUTHORITIES, Path.class);
    if (url != null) {
      return new ConsoleAddress(url, CONSOLE, token, authorities);
    }
    Listener listener = console.listener();
    if (listener == null) {
      throw new UsageException(
          config + " turns the console off, so the process cannot be asked: set console: listen");
    }
    String setting = config == null ? "the usual address" : "console: listen in " + config;
    return new ConsoleAddress(
        url(listener), setting, token, authorities == null ? certificate(listener) : authorities);
  }

  private static @Nullable Path certificate(Listener listener) {
    return listener.tls() == null ? null : listener.tls().certificate();
  }

  /// Where a listener of this machine is reached from this machine.
  private static URI url(Listener listener) {
    String host =
        switch (listener.address().host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> listener.address().host();
        };
    Listener.Address address = new Listener.Address(host, listener.address().port());
    return URI.create((listener.tls() == null ? "http://" : "https://") + address);
  }

  private static String usual() {
    Listener listener = Reporting.Console.DEFAULT.listener();
    return listener == null ? "none" : url(listener).toString();
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException refused) {
      throw new UsageException("no address: " + refused.getMessage());
    }
  }

  private static Secret token(Path file) {
    try {
      return Secret.of(Files.readString(file).strip());
    } catch (IOException unreadable) {
      throw new UsageException(TOKEN + ": " + file + " cannot be read: " + unreadable);
    } catch (IllegalArgumentException refused) {
      throw new UsageException(TOKEN + ": the token in " + file + " " + refused.getMessage());
    }
  }
}
