/// Tests of the ways to tell people, with real servers and programs.
@NullMarked
package dev.longhaul.alert.send;

import org.jspecify.annotations.NullMarked;
