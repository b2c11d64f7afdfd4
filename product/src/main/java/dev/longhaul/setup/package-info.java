/// Setting up what Longhaul needs around buckets: for now the rules by which a bucket sends events.
@NullMarked
package dev.longhaul.setup;

import org.jspecify.annotations.NullMarked;
