package dev.longhaul.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What figures are about: registers them under its name and with its labels.
///
/// @param name that all its figures begin with
/// @param now what it is like at the moment of a scrape
record Subject<T>(MeterRegistry registry, String name, Tags labels, Now<T> now) {
  /// Looks at the moment of a scrape.
  interface Now<T> {
    /// What the subject is like, `null` when it is not there.
    @Nullable T look();
  }

  /// The same with one more label.
  Subject<T> with(String label, String value) {
    return new Subject<>(registry, name, labels.and(label, value), now);
  }

  /// A figure that goes up and down.
  ///
  /// @param unit `seconds`, `bytes`, or `null` for a plain number
  void gauge(String figure, String meaning, @Nullable String unit, ToDoubleFunction<T> value) {
    Gauge.builder(name + "." + figure, now, moment -> valueOf(moment, value))
        .tags(labels)
        .description(meaning)
        .baseUnit(unit)
        .register(registry);
  }

  /// A figure that only goes up.
  void counter(String figure, String meaning, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name + "." + figure, now, moment -> valueOf(moment, value))
        .tags(labels)
        .description(meaning)
        .register(registry);
  }

  private static <T> double valueOf(Now<T> now, ToDoubleFunction<T> value) {
    T found = now.look();
    return found == null ? Double.NaN : value.applyAsDouble(found);
  }
}
