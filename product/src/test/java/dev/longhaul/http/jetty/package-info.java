/// Listening, tested with real sockets.
@NullMarked
package dev.longhaul.http.jetty;

import org.jspecify.annotations.NullMarked;
