/// Listening for HTTP with Eclipse Jetty: the only place that knows the server's library.
///
/// A request is read whole on a virtual thread, and only once its guard let it in; everything that
/// a caller can make last or grow has a limit.
@NullMarked
package dev.longhaul.http.jetty;

import org.jspecify.annotations.NullMarked;
