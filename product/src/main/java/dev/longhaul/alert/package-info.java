/// Telling people what needs them: what of it there is, whom to tell when, and how often. Whoever
/// is told slowly or not at all delays nothing but what he is told himself.
@NullMarked
package dev.longhaul.alert;

import org.jspecify.annotations.NullMarked;
