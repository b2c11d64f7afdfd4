/// Routes as values: what of one bucket goes where in another, and by which policy. Pure.
@NullMarked
package dev.longhaul.route;

import org.jspecify.annotations.NullMarked;
