/// Deploying templates as stacks: what would change is shown first, from a change set, and then
/// removed again or carried out, piece by piece.
@NullMarked
package dev.longhaul.deploy;

import org.jspecify.annotations.NullMarked;
