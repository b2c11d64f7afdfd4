/// Setting up buckets that misbehave as real ones do.
@NullMarked
package dev.longhaul.setup;

import org.jspecify.annotations.NullMarked;
