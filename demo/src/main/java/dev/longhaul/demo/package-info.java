/// What only `longhaul demo` needs: two S3 servers that run inside this process, filled with
/// objects that are hard to copy. The product itself never depends on it.
@NullMarked
package dev.longhaul.demo;

import org.jspecify.annotations.NullMarked;
