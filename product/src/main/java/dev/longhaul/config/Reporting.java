package dev.longhaul.config;

import org.jspecify.annotations.Nullable;

/// How the process says how it fares.
public record Reporting(Console console, Log log) {
  public static final Reporting DEFAULT = new Reporting(Console.DEFAULT, Log.DEFAULT);

  /// Pages, metrics and commands over HTTP.
  ///
  /// @param listener `null` for none
  /// @param token what a caller must send, `null` for none
  public record Console(@Nullable Listener listener, @Nullable Secret token) {
    /// For callers on this machine.
    public static final Console DEFAULT =
        new Console(new Listener(new Listener.Address("127.0.0.1", 8080), null), null);

    public Console {
      new Rules()
          .check(
              listener == null
                  || token != null
                  || listener.knowsClients()
                  || listener.address().isLocal(),
              "token",
              "anybody who reaches this address could pause routes: set a token or tls.clients,"
                  + " or listen on 127.0.0.1")
          .end();
    }
  }

  /// What is written to standard error.
  public record Log(Level level, Format format) {
    public static final Log DEFAULT = new Log(Level.INFO, Format.LINES);

    /// From when on a line is written.
    public enum Level {
      ERROR,
      WARN,
      INFO,
      DEBUG
    }

    /// What a line looks like.
    public enum Format {
      /// For people.
      LINES,
      /// One JSON object a line.
      JSON
    }
  }
}
