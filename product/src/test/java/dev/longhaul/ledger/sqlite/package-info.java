/// The ledger in a file: its contract, and what a crash, a rival or a damage does to it.
@NullMarked
package dev.longhaul.ledger.sqlite;

import org.jspecify.annotations.NullMarked;
