/// What an instance does with the jobs of the original procedure: takes them under a lease, has
/// their keys reconciled, and says in the tables how that ended. One process may do one job, or
/// reside and do many.
///
/// A job that was accepted is never lost: its row in `S3Single` is the record, and when its lease
/// runs out, Monitor sends it again.
@NullMarked
package dev.longhaul.s3copy.worker;

import org.jspecify.annotations.NullMarked;
