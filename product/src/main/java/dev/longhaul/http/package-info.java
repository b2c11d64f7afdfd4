/// Serving HTTP, in our own words: what a request is, what an answer is, and which function makes
/// one of the other. Values and functions; who listens is in `http.jetty`.
@NullMarked
package dev.longhaul.http;

import org.jspecify.annotations.NullMarked;
