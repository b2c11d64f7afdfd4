/// Requests, answers and who is let in.
@NullMarked
package dev.longhaul.http;

import org.jspecify.annotations.NullMarked;
