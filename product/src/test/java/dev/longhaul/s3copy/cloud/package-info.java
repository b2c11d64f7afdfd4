/// Services of AWS on this machine, as far as the original procedure needs them.
@NullMarked
package dev.longhaul.s3copy.cloud;

import org.jspecify.annotations.NullMarked;
