/// Measures the whole program, as a user runs it, against a synthetic source and sink in a process
/// of their own.
@NullMarked
package dev.longhaul.bench;

import org.jspecify.annotations.NullMarked;
