/// The ledger in one SQLite file, for one machine.
///
/// The file is made when there is something to write down, owned by one process, written by one
/// thread that commits what has gathered, and read beside that. Deleting it costs requests only.
@NullMarked
package dev.longhaul.ledger.sqlite;

import org.jspecify.annotations.NullMarked;
