package dev.longhaul.reconcile;

import dev.longhaul.object.ObjectKey;

/// One object's key on both sides.
record KeyPair(ObjectKey source, ObjectKey destination) {}
