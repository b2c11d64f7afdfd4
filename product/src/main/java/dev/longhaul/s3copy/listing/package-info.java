/// The listings that people make by hand with `aws s3 ls --recursive --summarize`, read and
/// compared. They name keys, sizes and dates, and nothing that tells what the objects hold.
@NullMarked
package dev.longhaul.s3copy.listing;

import org.jspecify.annotations.NullMarked;
