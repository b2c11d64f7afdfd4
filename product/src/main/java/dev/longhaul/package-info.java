/// The program: [dev.longhaul.Main] starts it, and the adapters are chosen here and nowhere else.
@NullMarked
package dev.longhaul;

import org.jspecify.annotations.NullMarked;
