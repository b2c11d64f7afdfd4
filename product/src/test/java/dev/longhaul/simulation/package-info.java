/// A deterministic world for the engine: every effect passes one baton, one seed decides who has it
/// next, and time jumps to the next sleeper. The same seed gives the same run, step by step.
@NullMarked
package dev.longhaul.simulation;

import org.jspecify.annotations.NullMarked;
