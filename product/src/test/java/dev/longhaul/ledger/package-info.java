/// The contract of the ledger, and one in memory that passes it.
@NullMarked
package dev.longhaul.ledger;

import org.jspecify.annotations.NullMarked;
