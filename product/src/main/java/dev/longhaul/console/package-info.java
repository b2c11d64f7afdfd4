/// What an operator sees of a running process and tells it: a page, an API, metrics and health over
/// HTTP, and the values that cross it, which the commands read with the same code that wrote them.
///
/// Serves endpoints; who listens is not its business.
@NullMarked
package dev.longhaul.console;

import org.jspecify.annotations.NullMarked;
