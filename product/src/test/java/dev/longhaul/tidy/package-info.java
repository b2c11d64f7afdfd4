/// House rules that a compiler does not know, as tests: a rule nobody can break beats a rule
/// everybody knows. [dev.longhaul.tidy.TidyTest] lists them.
@NullMarked
package dev.longhaul.tidy;

import org.jspecify.annotations.NullMarked;
