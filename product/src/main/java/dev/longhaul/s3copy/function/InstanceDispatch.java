package dev.longhaul.s3copy.function;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.JobScans;
import dev.longhaul.s3copy.OpenJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Sends jobs to machines: to those that are online, to the one with the least to do first, and for
/// a while not to one that failed.
public final class InstanceDispatch implements Dispatch {
  /// How long what is known of the fleet is believed.
  public static final Duration BELIEVED = Duration.ofSeconds(45);

  /// How long a machine that took no command is avoided while others do.
  public static final Duration AVOIDED = Duration.ofMinutes(2);

  /// The most machines that are tried for one job.
  private static final int TRIES = 3;

  /// The most machines that a message names.
  private static final int NAMED = 5;

  private final Fleet fleet;
  private final Commands commands;
  private final JobScans jobs;
  private final Clock clock;
  private final Randomness randomness;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
  private final Map<String, Instant> avoided = new ConcurrentHashMap<>();

  /// The fleet as it was at a time, and how much each machine has to do since then.
  private record Known(Instant at, List<Instance> instances, Map<String, Integer> load) {
    int load(Instance instance) {
      return load.getOrDefault(instance.id(), 0);
    }
  }

  public InstanceDispatch(
      Fleet fleet, Commands commands, JobScans jobs, Clock clock, Randomness randomness) {
    this.fleet = fleet;
    this.commands = commands;
    this.jobs = jobs;
    this.clock = clock;
    this.randomness = randomness;
  }

  @Override
  public Answer send(CopyJob job, long size) {
    Known fleetNow = known();
    List<Instance> candidates = candidates(fleetNow);
    List<String> refusals = new ArrayList<>();
    for (Instance instance : candidates.subList(0, Math.min(TRIES, candidates.size()))) {
      switch (send(fleetNow, instance, job)) {
        case Commands.Answer.Accepted(String command) -> {
          return new Answer.Sent(instance.id(), command);
        }
        case Commands.Answer.Unfit(String why) -> refusals.add(instance.id() + ": " + why);
      }
    }
    known.set(null);
    throw new NotSent("no instance took the command: " + String.join("; ", refusals), null);
  }

  @Override
  public Optional<Answer> sendBack(CopyJob job, String worker) {
    Known fleetNow = known();
    for (Instance instance : candidates(fleetNow)) {
      boolean it = instance.id().equals(worker) && !avoided.containsKey(worker);
      if (it && send(fleetNow, instance, job) instanceof Commands.Answer.Accepted(String command)) {
        return Optional.of(new Answer.Sent(worker, command));
      }
    }
    return Optional.empty();
  }

  private Commands.Answer send(Known fleetNow, Instance instance, CopyJob job) {
    Commands.Answer answer = commands.send(instance, job);
    switch (answer) {
      case Commands.Answer.Accepted _ -> {
        avoided.remove(instance.id());
        fleetNow.load.merge(instance.id(), 1, Integer::sum);
      }
      case Commands.Answer.Unfit _ -> avoided.put(instance.id(), clock.now().plus(AVOIDED));
    }
    return answer;
  }

  private Known known() {
    Known last = known.get();
    Instant now = clock.now();
    if (last != null && last.at.plus(BELIEVED).isAfter(now)) {
      return last;
    }
    Known fresh = new Known(now, fleet.instances(), load(now));
    if (fresh.instances.stream().noneMatch(Instance::online)) {
      throw new NotSent(none(fresh.instances), null);
    }
    known.set(fresh);
    return fresh;
  }

  private Map<String, Integer> load(Instant now) {
    Map<String, Integer> load = new ConcurrentHashMap<>();
    jobs.eachOpen(
        new JobScans.Visitor<>() {
          @Override
          public void row(OpenJob job) {
            String instance = job.instance();
            if (instance != null && job.mayWork(now)) {
              load.merge(instance, 1, Integer::sum);
            }
          }

          @Override
          public void unreadable(String id, String why) {
            // Monitor names it; it is nobody's load.
          }
        });
    return load;
  }

  /// Machines that failed a while ago come last: they are better than nobody.
  private List<Instance> candidates(Known fleetNow) {
    Instant now = clock.now();
    avoided.values().removeIf(until -> !until.isAfter(now));
    List<Instance> online =
        new ArrayList<>(fleetNow.instances.stream().filter(Instance::online).toList());
    for (int left = online.size(); left > 1; left--) {
      online.add(online.remove((int) randomness.below(left)));
    }
    online.sort(
        Comparator.comparing((Instance instance) -> avoided.containsKey(instance.id()))
            .thenComparingInt(fleetNow::load)
            .thenComparing(InstanceDispatch::lastPing, Comparator.reverseOrder()));
    return online;
  }

  /// Of those with equally much to do the one that was heard last is the surest to be there.
  private static Instant lastPing(Instance instance) {
    Instant ping = instance.lastPing();
    return ping == null ? Instant.MIN : ping;
  }

  private String none(List<Instance> instances) {
    if (instances.isEmpty()) {
      return "no instance has the tag "
          + fleet.tag()
          + " in Systems Manager. Check that instances carry it, that the SSM agent runs there, and"
          + " that their role lets it register (AmazonSSMManagedInstanceCore)";
    }
    List<String> lost =
        instances.stream()
            .limit(NAMED)
            .map(instance -> instance.id() + " was heard last " + instance.lastPing())
            .toList();
    return "none of the "
        + instances.size()
        + " instances with the tag "
        + fleet.tag()
        + " is online in Systems Manager: "
        + String.join(", ", lost)
        + ". Check that they run, their SSM agent, and their way to its endpoints";
  }
}
