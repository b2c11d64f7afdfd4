/// Tests of continuous replication.
@NullMarked
package dev.longhaul.replicate;

import org.jspecify.annotations.NullMarked;
