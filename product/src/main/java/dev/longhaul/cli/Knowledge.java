package dev.longhaul.cli;

import dev.longhaul.store.Capabilities;

/// What is known of both sides once they were looked at.
record Knowledge(
    Opened source, Opened destination, Capabilities ofSource, Capabilities ofDestination) {}
