/// Speaks the S3 REST protocol over HTTP: the one adapter behind the ports of `store`.
///
/// Requests are signed here (SigV4), sent over pooled connections of Apache HttpClient, and every
/// answer is checked before anything is believed: status, lengths, ETags, ranges, the shape of
/// listings. What a store did not say is not made up, and what it said without sense is a failure.
/// `S3Stores` is the way in; nothing else is public but its settings.
@NullMarked
package dev.longhaul.store.s3;

import org.jspecify.annotations.NullMarked;
