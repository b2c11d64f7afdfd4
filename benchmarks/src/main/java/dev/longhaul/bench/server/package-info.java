/// A synthetic S3 server, light enough that a benchmark measures the client: it makes up the
/// buckets it serves, swallows what it is sent, and counts requests.
///
/// It behaves as Amazon S3 does where the client can tell: preconditions, MD5 ETags, checksums,
/// multipart uploads, tags, listings. It shares no code with the product.
@NullMarked
package dev.longhaul.bench.server;

import org.jspecify.annotations.NullMarked;
