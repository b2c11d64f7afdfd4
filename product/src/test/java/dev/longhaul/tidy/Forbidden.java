package dev.longhaul.tidy;

import java.util.regex.Pattern;

/// What must not be touched, as patterns over full names of types and of `owner.member`.
final class Forbidden {
  /// I/O, threads, loggers and clocks have no place in a value. I/O exceptions are only names.
  static final Pattern IN_VALUES =
      Pattern.compile(
          "(java\\.io\\.(?!\\w*Exception|Serializable)|java\\.net\\."
              + "|java\\.nio\\.(file|channels)\\."
              + "|java\\.util\\.(concurrent|logging)\\.|java\\.lang\\.Thread|org\\.slf4j\\."
              + "|java\\.time\\.Clock).*");

  /// Whatever blocks outside a port, which a simulation could not see. Maps and counters do not.
  static final Pattern BLOCKING =
      Pattern.compile(
          "java\\.util\\.concurrent\\.(?!atomic\\.|ConcurrentHashMap|ConcurrentMap"
              + "|ConcurrentSkipList|ConcurrentNavigableMap).*"
              + "|java\\.util\\.Timer.*|java\\.lang\\.Process.*");

  static final Pattern MONITORS = Pattern.compile("java\\.lang\\.Object\\.(wait|notify|notifyAll)");

  static final Pattern EFFECTS =
      Pattern.compile(
          "java\\.time\\.\\w+\\.now|java\\.time\\.Clock\\.(system|tick).*"
              + "|java\\.lang\\.System\\.(nanoTime|currentTimeMillis)|java\\.lang\\.Math\\.random"
              + "|java\\.util\\.UUID\\.randomUUID|java\\.util\\.Collections\\.shuffle"
              + "|java\\.lang\\.Runtime\\.addShutdownHook");

  static final Pattern EFFECT_TYPES =
      Pattern.compile(
          "java\\.util\\.Random|java\\.util\\.SplittableRandom|java\\.util\\.random\\..*"
              + "|java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.security\\.SecureRandom"
              + "|java\\.lang\\.Thread(\\$.*|Group)?|java\\.lang\\.(Inheritable)?ThreadLocal"
              + "|java\\.util\\.concurrent\\.Executor.*|java\\.util\\.Timer.*");

  static final Pattern EXITS =
      Pattern.compile("java\\.lang\\.System\\.exit|java\\.lang\\.Runtime\\.(exit|halt)");

  static final Pattern PRINTING =
      Pattern.compile("java\\.lang\\.System\\.(out|err|in)|java\\.lang\\.IO\\..*");

  static final Pattern REFLECTION = Pattern.compile("java\\.lang\\.reflect\\..*");

  static final Pattern REFLECTIVE_CALLS =
      Pattern.compile(
          "java\\.lang\\.Class\\.(forName|newInstance|getDeclared.*|getMethods?|getFields?)");

  private Forbidden() {}
}
