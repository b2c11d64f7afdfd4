/// Tests of what people are told, in simulated time.
@NullMarked
package dev.longhaul.alert;

import org.jspecify.annotations.NullMarked;
