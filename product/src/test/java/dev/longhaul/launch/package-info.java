/// Tests of the scripts that start Longhaul.
@NullMarked
package dev.longhaul.launch;

import org.jspecify.annotations.NullMarked;
