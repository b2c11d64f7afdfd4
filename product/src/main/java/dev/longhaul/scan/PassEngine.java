package dev.longhaul.scan;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.reconcile.Outcome;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// What a pass does with what it finds. All are thread-safe.
///
/// @param reconcile makes one key equal; called by many jobs at once
/// @param park writes down a key that the pass itself gives up
/// @param destinationKeys is told how many keys the destination has, before the first delete
/// @param storesAnswer asks both stores something that is not about a key, and says whether both
///   answered
public record PassEngine(
    Function<Hint, Outcome> reconcile,
    Consumer<ParkedKey> park,
    LongConsumer destinationKeys,
    BooleanSupplier storesAnswer) {}
