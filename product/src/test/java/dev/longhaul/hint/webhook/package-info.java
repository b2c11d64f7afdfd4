/// The webhook, posted to over real HTTP.
@NullMarked
package dev.longhaul.hint.webhook;

import org.jspecify.annotations.NullMarked;
