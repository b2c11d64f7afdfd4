/// A configuration at work, part by part.
@NullMarked
package dev.longhaul.running;

import org.jspecify.annotations.NullMarked;
