/// Measures the ledger's file with many pending hints. Run from its source by `benchmarks/ledger`,
/// because it needs the product's classes, which the other measurements must not share.
@NullMarked
package dev.longhaul.bench.ledger;

import org.jspecify.annotations.NullMarked;
