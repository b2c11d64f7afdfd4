/// Tests of inventories in Parquet.
@NullMarked
package dev.longhaul.scan.inventory.parquet;

import org.jspecify.annotations.NullMarked;
