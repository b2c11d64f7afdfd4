/// The local socket by which a worker that resides on a machine is handed jobs.
@NullMarked
package dev.longhaul.s3copy.socket;

import org.jspecify.annotations.NullMarked;
