package dev.longhaul.cli;

import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CopyTablesInMemory;
import dev.longhaul.s3copy.worker.SyncTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Two buckets, the tables and the metric of the original procedure, all in memory.
final class ProcedureWorld {
  final World world = new World();
  final CopyTablesInMemory stored = new CopyTablesInMemory(new SystemClock());
  final List<String> metric = Collections.synchronizedList(new ArrayList<>());

  Map<String, String> result(String id) {
    return stored.rows(CopyTables.RESULTS).getOrDefault(id, Map.of());
  }

  Map<String, String> open(String id) {
    return stored.rows(CopyTables.OPEN).getOrDefault(id, Map.of());
  }

  JobServices services() {
    return new JobServices() {
      @Override
      public CopyTables tables() {
        return stored.tables();
      }

      @Override
      public SyncTimes times() {
        return new SyncTimes() {
          @Override
          public void put(String bucket, Duration time) {
            metric.add(bucket);
          }

          @Override
          public void close() {}
        };
      }

      @Override
      public String instance() {
        return "i-0123456789abcdef0";
      }

      @Override
      public void close() {}
    };
  }
}
