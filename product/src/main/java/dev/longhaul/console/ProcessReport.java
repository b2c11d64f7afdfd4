package dev.longhaul.console;

import dev.longhaul.hint.IntakeState;
import java.time.Instant;
import java.util.List;

/// How a whole process fares at one moment.
///
/// @param version of the program
/// @param started when the process began
/// @param at the moment, by its clock
/// @param unreadable messages of intakes that nobody understood and that are kept
public record ProcessReport(
    String version,
    Instant started,
    Instant at,
    List<RouteReport> routes,
    List<IntakeState> intakes,
    long unreadable) {
  public ProcessReport {
    routes = List.copyOf(routes);
    intakes = List.copyOf(intakes);
  }
}
