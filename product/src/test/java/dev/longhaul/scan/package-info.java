/// Scans, passes and verifications against listings that behave and listings that do not.
@NullMarked
package dev.longhaul.scan;

import org.jspecify.annotations.NullMarked;
