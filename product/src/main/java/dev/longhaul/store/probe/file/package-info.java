/// Remembers reports of probes in a small JSON file of the state folder.
@NullMarked
package dev.longhaul.store.probe.file;

import org.jspecify.annotations.NullMarked;
