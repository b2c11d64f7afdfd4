package dev.longhaul.demo;

/// Decides what a [RelayProxy] does with a request. Asked once for each, by many threads.
@FunctionalInterface
interface RelayRule {

  /// Lets everything through.
  RelayRule PASS = _ -> Verdict.PASS;

  Verdict judge(RelayedRequest request);

  /// Is told what the server answered, before the client is.
  ///
  /// @param arrived when the request came to the proxy, by `System.nanoTime`
  default void answered(RelayedRequest request, int status, long arrived) {}

  /// What becomes of a request.
  enum Verdict {
    /// It goes to the server and the answer comes back.
    PASS,
    /// It never reaches the server; the client waits until the proxy is closed or released.
    HOLD,
    /// The server carries it out; the client waits for the answer as above.
    HOLD_ANSWER,
    /// The server never sees it; the connection is cut.
    CUT,
    /// The server carries it out; the connection is cut instead of bringing the answer.
    LOSE_ANSWER,
    /// The server never sees it; the client is told to slow down.
    BUSY
  }
}
