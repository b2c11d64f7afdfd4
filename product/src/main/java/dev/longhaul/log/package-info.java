/// What a running process writes of itself: one line for each thing that happened, for people or
/// for programs.
@NullMarked
package dev.longhaul.log;

import org.jspecify.annotations.NullMarked;
