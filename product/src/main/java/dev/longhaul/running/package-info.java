/// A configuration at work: ledgers, routes and intakes of one process, opened, kept going apart
/// from each other, and ended in order.
///
/// A route whose stores do not answer waits for them while the others go on; what nobody foresaw
/// ends the whole process, so that somebody notices.
@NullMarked
package dev.longhaul.running;

import org.jspecify.annotations.NullMarked;
