/// The procedure that people ran before Longhaul, kept in its own words: the jobs that function
/// Main hands to workers, the tables in which they are written down, and the rules by which Main,
/// the workers and Monitor share them with programs that still are the original ones.
///
/// A job is a hint like any other: its key is reconciled, and there is no second way to copy.
@NullMarked
package dev.longhaul.s3copy;

import org.jspecify.annotations.NullMarked;
