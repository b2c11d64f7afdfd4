/// JSON as it leaves the process: on one line, in ASCII, whatever a key holds.
@NullMarked
package dev.longhaul.json;

import org.jspecify.annotations.NullMarked;
