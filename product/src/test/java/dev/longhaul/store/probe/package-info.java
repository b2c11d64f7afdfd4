/// Tests of finding out what a store does.
@NullMarked
package dev.longhaul.store.probe;

import org.jspecify.annotations.NullMarked;
