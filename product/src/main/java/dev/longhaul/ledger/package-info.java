/// The durable state of the engine: receipts, open uploads and parked keys of a route.
///
/// Losing it costs requests, never correctness: the buckets are the truth.
@NullMarked
package dev.longhaul.ledger;

import org.jspecify.annotations.NullMarked;
