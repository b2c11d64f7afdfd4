/// Brings what libraries have to say into the process's own log. The only place that knows SLF4J.
@NullMarked
package dev.longhaul.log.slf4j;

import org.jspecify.annotations.NullMarked;
