package dev.longhaul.s3copy;

import dev.longhaul.object.Escaped;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.KeyFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which jobs a changed key asks for, and with whose keys they are done. A key is the same on both
/// sides, as a job has one.
public sealed interface CopyRoutes {
  /// What is to be done about a key; nothing where no route takes it.
  ///
  /// @param moment what tells one event about the key from the next
  /// @throws MalformedJob when nobody has to do with the bucket (H78)
  List<CopyJob> jobs(String bucket, ObjectKey key, String moment);

  /// The same job with the destination's keys, which no row holds.
  CopyJob complete(CopyJob job);

  /// One destination for all, as in the procedure.
  ///
  /// @param destination `DstBucket`
  /// @param credentials `CredBucket` and `CredObject`, `null` where the workers know by themselves
  /// @param sources the buckets whose events are taken, none for any
  record One(String destination, @Nullable CredentialObject credentials, List<String> sources)
      implements CopyRoutes {
    public One {
      sources = List.copyOf(sources);
    }

    @Override
    public List<CopyJob> jobs(String bucket, ObjectKey key, String moment) {
      if (!sources.isEmpty() && !sources.contains(bucket)) {
        throw foreign(bucket, "SourceBuckets");
      }
      String id = JobId.of(bucket, key, moment);
      return List.of(new CopyJob(id, bucket, key, destination, credentials));
    }

    @Override
    public CopyJob complete(CopyJob job) {
      return job.with(credentials);
    }
  }

  /// Several sources, several destinations, or both.
  ///
  /// @param credentials for routes that name none of their own
  record Several(List<Entry> entries, @Nullable CredentialObject credentials)
      implements CopyRoutes {
    public Several {
      entries = List.copyOf(entries);
    }

    /// One job for each destination: its name is in the job's id.
    @Override
    public List<CopyJob> jobs(String bucket, ObjectKey key, String moment) {
      if (entries.stream().noneMatch(entry -> entry.source().equals(bucket))) {
        throw foreign(bucket, "the routes' sources");
      }
      Map<String, CopyJob> jobs = new LinkedHashMap<>();
      for (Entry entry : entries) {
        if (entry.takes(bucket, key)) {
          String id = JobId.of(bucket, key, moment + "\n" + entry.destination());
          jobs.putIfAbsent(
              entry.destination(),
              new CopyJob(id, bucket, key, entry.destination(), credentials(entry)));
        }
      }
      return List.copyOf(jobs.values());
    }

    /// As the route says that takes the key; where none does any more, as one to its destination.
    @Override
    public CopyJob complete(CopyJob job) {
      List<Entry> there =
          entries.stream().filter(it -> it.destination().equals(job.destinationBucket())).toList();
      Optional<Entry> exactly =
          there.stream().filter(it -> it.takes(job.bucket(), job.key())).findFirst();
      return job.with(
          exactly.or(() -> there.stream().findFirst()).map(this::credentials).orElse(credentials));
    }

    private @Nullable CredentialObject credentials(Entry entry) {
      return entry.credentials() == null ? credentials : entry.credentials();
    }
  }

  /// From one bucket to another.
  ///
  /// @param prefix of the source's keys that are meant
  /// @param filter which of them
  /// @param credentials where the destination's keys lie, `null` where all routes' do
  record Entry(
      String source,
      KeyPrefix prefix,
      KeyFilter filter,
      String destination,
      @Nullable CredentialObject credentials) {
    public Entry {
      CopyJob.checkBucket("source", source);
      CopyJob.checkBucket("destination", destination);
    }

    boolean takes(String bucket, ObjectKey key) {
      return source.equals(bucket) && prefix.covers(KeyPrefix.of(key)) && filter.accepts(key);
    }
  }

  private static MalformedJob foreign(String bucket, String named) {
    return new MalformedJob(
        "the event names the bucket " + Escaped.text(bucket) + ", which is none of " + named);
  }
}
