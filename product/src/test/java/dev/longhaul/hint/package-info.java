/// Tests of what messages say, and the contract of intakes.
@NullMarked
package dev.longhaul.hint;

import org.jspecify.annotations.NullMarked;
