package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.scan.inventory.WrittenReport;
import dev.longhaul.store.Operation;
import dev.longhaul.store.fault.Asked;
import dev.longhaul.store.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul run` with audits by S3 Inventory, over sockets.
@Timeout(300)
final class WiredInventoryTest {
  private static final String AUDITS =
      "audits: [{kind: inventory, every: 1d, store: from, prefix: "
          + WrittenReport.FOLDER
          + "}, {kind: listing, every: 30d}]";
  private WiredRun run;

  @BeforeEach
  void make(@TempDir Path folder) {
    run = new WiredRun(folder);
    for (int number = 0; number < 20; number++) {
      run.from.store().put("a b+%/" + number, "bytes " + number);
    }
  }

  @AfterEach
  void stop() {
    run.close();
  }

  private static boolean isData(Asked asked) {
    return asked.isObject() && asked.path().endsWith(".gz");
  }

  @Test
  @Hazard(63)
  void aReportStandsInForTheListingOfTheSource() throws Exception {
    new WrittenReport().of("photos").rows(run.from.store()).deliver(run.from.store());
    run.from.store().put("later", "than the report");
    run.start(AUDITS);
    String inventory = line("audit (inventory)");
    assertThat(inventory).contains("repaired: 20 keys, 20 differences", "2026-11-20T01:00:00Z");
    assertThat(line("audit (listing)"))
        .as("what the report lacks, the report itself among it")
        .contains("repaired: 24 keys, 4 differences");
    assertThat(run.to.store().objects().keySet()).isEqualTo(run.from.store().objects().keySet());
    assertThat(run.from.requests())
        .as("the file of rows, then as an object like others")
        .filteredOn(WiredInventoryTest::isData)
        .filteredOn(asked -> asked.operation() == Operation.GET)
        .hasSize(2);
  }

  private String line(String words) {
    run.await(words, () -> run.log().contains(words));
    return run.log().lines().filter(one -> one.contains(words)).findFirst().orElseThrow();
  }

  @Test
  @Hazard({27, 63})
  void aReportThatArrivesDamagedIsNotBelieved() throws Exception {
    new WrittenReport().of("photos").rows(run.from.store()).deliver(run.from.store());
    run.from.next(1, WiredInventoryTest::isData, new Fault.FlipsBit(40));
    run.start(AUDITS);
    assertThat(line("audit (inventory)")).contains("unfinished", "MD5");
    assertThat(line("audit (listing)")).contains("repaired: 23 keys");
    assertThat(List.copyOf(run.to.store().objects().keySet())).contains(ObjectKey.of("a b+%/19"));
  }
}
