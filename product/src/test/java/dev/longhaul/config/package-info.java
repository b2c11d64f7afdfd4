/// Units and settings, and what is said of those that cannot be meant.
@NullMarked
package dev.longhaul.config;

import org.jspecify.annotations.NullMarked;
