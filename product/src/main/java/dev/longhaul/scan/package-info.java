/// Listing both sides of a route over the same key ranges at once, and merging them into
/// differences. A scan yields hints; it is never evidence of absence (H57 to H61).
@NullMarked
package dev.longhaul.scan;

import org.jspecify.annotations.NullMarked;
