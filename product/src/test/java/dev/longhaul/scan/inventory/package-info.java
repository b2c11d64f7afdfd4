/// Tests of inventories, and the reports they are written with.
@NullMarked
package dev.longhaul.scan.inventory;

import org.jspecify.annotations.NullMarked;
