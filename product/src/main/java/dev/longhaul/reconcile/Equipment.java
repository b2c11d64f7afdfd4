package dev.longhaul.reconcile;

import dev.longhaul.effect.Clock;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.transfer.Transfer;

/// What a reconciler works with besides the two stores.
public record Equipment(Transfer transfer, Ledger ledger, DeleteBreaker breaker, Clock clock) {}
