package dev.longhaul;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.sqs.SqsIntake;
import dev.longhaul.hint.sqs.SqsSettings;
import dev.longhaul.store.CredentialSource;

/// Opens the ways in which events come in.
final class IntakeOpening {
  private final Clock clock;
  private final Workers workers;
  private final Randomness randomness;

  IntakeOpening(Clock clock, Workers workers, Randomness randomness) {
    this.clock = clock;
    this.workers = workers;
    this.randomness = randomness;
  }

  /// A queue, asked as these credentials allow; the caller closes it after it ran.
  SqsIntake queue(SqsSettings settings, CredentialSource credentials) {
    return new SqsIntake(settings, credentials, clock, workers, randomness);
  }
}
