/// Tests of what libraries may write into the log.
@NullMarked
package dev.longhaul.log.slf4j;

import org.jspecify.annotations.NullMarked;
