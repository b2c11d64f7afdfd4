/// What only `longhaul demo` and the end-to-end tests need: S3 servers in processes of their own,
/// buckets full of objects that are hard to copy, and a judge of two buckets that shares no code
/// with the product. The product itself never depends on it.
@NullMarked
package dev.longhaul.demo;

import org.jspecify.annotations.NullMarked;
