package dev.longhaul.store.probe;

import dev.longhaul.effect.Workers;
import java.util.ArrayList;
import java.util.List;

/// Requests of a probe that go out together; what they find is there when all have ended.
final class Round {
  private final List<Runnable> requests = new ArrayList<>();

  void add(Runnable request) {
    requests.add(request);
  }

  void run(Workers workers) {
    List<Workers.Job<Boolean>> jobs = new ArrayList<>();
    try (Workers.Group group = workers.open("probe")) {
      for (Runnable request : requests) {
        jobs.add(
            group.start(() -> {
              request.run();
              return true;
            }));
      }
    }
    jobs.forEach(Workers.Job::join);
  }
}
