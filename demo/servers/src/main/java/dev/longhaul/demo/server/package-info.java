/// The processes that hold the demo's S3 servers: S3Mock, to which a signature check is added, and
/// S3Proxy. Each reads its settings from standard input, tells its port on standard output and ends
/// when standard input ends, so that it never outlives who started it.
@NullMarked
package dev.longhaul.demo.server;

import org.jspecify.annotations.NullMarked;
