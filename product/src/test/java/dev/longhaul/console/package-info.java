/// Tests of the console: its values, who may ask it, and what it answers over real HTTP.
@NullMarked
package dev.longhaul.console;

import org.jspecify.annotations.NullMarked;
