/// Tests of the lines that a process writes.
@NullMarked
package dev.longhaul.log;

import org.jspecify.annotations.NullMarked;
