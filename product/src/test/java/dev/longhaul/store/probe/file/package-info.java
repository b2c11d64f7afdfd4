/// Tests of the file that remembers reports.
@NullMarked
package dev.longhaul.store.probe.file;

import org.jspecify.annotations.NullMarked;
