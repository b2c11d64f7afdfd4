/// Tests of what a route is about.
@NullMarked
package dev.longhaul.route;

import org.jspecify.annotations.NullMarked;
