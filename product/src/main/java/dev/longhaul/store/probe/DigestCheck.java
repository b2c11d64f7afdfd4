package dev.longhaul.store.probe;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Body;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.WriteAnswer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which digests a store checks, and which checksums it echoes (H26, H27, H31).
final class DigestCheck implements Check {
  private final Site site;
  private final ObjectKey wrongMd5Key;
  private final Map<ChecksumAlgorithm, Trial> trials = new EnumMap<>(ChecksumAlgorithm.class);
  private Attempt<WriteAnswer> wrongMd5 = Attempt.notMade();

  DigestCheck(Site site) {
    this.site = site;
    this.wrongMd5Key = site.key("digest/wrong-md5");
    Canary.checksums()
        .forEach((algorithm, base64) ->
            trials.put(algorithm, new Trial(site, Checksum.full(algorithm, base64))));
  }

  /// A right and a wrong value of one algorithm.
  private static final class Trial {
    private final Site site;
    private final Checksum checksum;
    private final ObjectKey rightKey;
    private final ObjectKey wrongKey;
    private Attempt<WriteAnswer> right = Attempt.notMade();
    private Attempt<WriteAnswer> wrong = Attempt.notMade();

    Trial(Site site, Checksum checksum) {
      String name = checksum.algorithm().name().toLowerCase(Locale.ROOT);
      this.site = site;
      this.checksum = checksum;
      this.rightKey = site.key("digest/" + name);
      this.wrongKey = site.key("digest/wrong-" + name);
    }

    void sendRight() {
      right = site.put(rightKey, Canary.body(checksum), new Precondition.None());
    }

    void sendWrong() {
      Body body = Canary.body(Canary.wrong(checksum));
      wrong = site.put(wrongKey, body, new Precondition.None());
    }

    boolean isEchoed() {
      return right.stored().filter(stored -> stored.checksums().contains(checksum)).isPresent();
    }

    boolean holds() {
      return isEchoed() && wrong.isDigestRefused();
    }

    Finding finding() {
      String subject = checksum.algorithm() + " is checked and echoed";
      Optional<Failure> unclear = right.unclear().or(wrong::unclear);
      if (!holds() && unclear.isPresent()) {
        return Finding.unknown(subject, unclear.get());
      }
      String echo =
          right.stored().isEmpty() ? right.outcome() : isEchoed() ? "was echoed" : "was not echoed";
      return Finding.of(
          subject, holds(), "a right one " + echo + ", a wrong one " + wrong.outcome());
    }
  }

  @Override
  public void first(Round round) {
    round.add(
        () -> wrongMd5 = site.put(wrongMd5Key, Canary.bodyOfWrongMd5(), new Precondition.None()));
    for (Trial trial : trials.values()) {
      round.add(trial::sendRight);
      round.add(trial::sendWrong);
    }
  }

  boolean md5IsChecked() {
    return wrongMd5.isDigestRefused();
  }

  /// The algorithms that are both checked and echoed.
  SortedSet<ChecksumAlgorithm> checksums() {
    SortedSet<ChecksumAlgorithm> proved = new TreeSet<>();
    trials.forEach((algorithm, trial) -> {
      if (trial.holds()) {
        proved.add(algorithm);
      }
    });
    return proved;
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    String subject = "Content-MD5 is checked";
    findings.add(
        wrongMd5
            .unclear()
            .map(why -> Finding.unknown(subject, why))
            .orElseGet(
                () -> Finding.of(subject, md5IsChecked(), "a wrong one " + wrongMd5.outcome())));
    trials.values().forEach(trial -> findings.add(trial.finding()));
    return findings;
  }
}
