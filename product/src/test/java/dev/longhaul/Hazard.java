package dev.longhaul;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the hazards, by number, that a test proves Longhaul does not fall into.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Hazard {
  /// The numbers after the H: `@Hazard(18)` or `@Hazard({18, 24})`.
  int[] value();
}
