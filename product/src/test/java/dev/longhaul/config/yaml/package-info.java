/// What a configuration file means, and what is said of one that cannot be meant.
@NullMarked
package dev.longhaul.config.yaml;

import org.jspecify.annotations.NullMarked;
