/// Carrying the bytes of one pinned source incarnation to the destination, with proof.
///
/// Part layouts, checksum arithmetic and proofs are pure; memory comes from one pool for the whole
/// process; nothing is settled here.
@NullMarked
package dev.longhaul.transfer;

import org.jspecify.annotations.NullMarked;
