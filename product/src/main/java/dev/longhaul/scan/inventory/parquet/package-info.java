/// Reads inventory reports in Parquet. The only place that knows the library for it.
@NullMarked
package dev.longhaul.scan.inventory.parquet;

import org.jspecify.annotations.NullMarked;
