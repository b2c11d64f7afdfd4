/// The command line: one class per command, what its options mean, what it prints and which exit
/// code it ends with.
///
/// Commands are handed what they work with by [dev.longhaul.Wiring] and know no adapter. Keys reach
/// the terminal escaped only (H76), and credentials never (H79).
@NullMarked
package dev.longhaul.cli;

import org.jspecify.annotations.NullMarked;
