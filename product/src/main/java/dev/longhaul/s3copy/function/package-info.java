/// What functions Main and Monitor of the original procedure do: events become jobs, jobs are sent
/// to workers, and what was sent and never done is sent again. All they know of a key they observe
/// at its stores; an event is a hint.
@NullMarked
package dev.longhaul.s3copy.function;

import org.jspecify.annotations.NullMarked;
