/// Making one key equal: observe both sides, plan (pure), carry out, prove, settle.
///
/// Idempotent and level-triggered: duplicates, reordering, crashes and two workers on one key cost
/// work, never correctness (rules R1 to R5).
@NullMarked
package dev.longhaul.reconcile;

import org.jspecify.annotations.NullMarked;
