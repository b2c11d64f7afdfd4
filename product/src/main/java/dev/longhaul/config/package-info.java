/// What an operator asks for, as values: stores, routes, intakes and limits, each with its defaults
/// and bounds, and the units they are written in. Pure. A value that exists can be meant.
@NullMarked
package dev.longhaul.config;

import org.jspecify.annotations.NullMarked;
