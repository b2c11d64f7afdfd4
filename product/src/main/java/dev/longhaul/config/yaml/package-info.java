/// Reads `longhaul.yaml`: bytes to text, text to a tree whose every part knows its line, the tree
/// to a [dev.longhaul.config.Configuration]. The only place that knows the YAML library.
///
/// Whatever is wrong ends in one [dev.longhaul.config.UnusableConfiguration] that names it all.
/// What does not fit together is looked for once each part is sound by itself.
@NullMarked
package dev.longhaul.config.yaml;

import org.jspecify.annotations.NullMarked;
