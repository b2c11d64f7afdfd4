package dev.longhaul.cli;

import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.Policy.TagRule;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/// Whether the source may be read: listed, fetched, and its tags too. Writes nothing (decision 9).
final class SourceCheck {
  private static final String ABOUT = "source";
  private final Opened source;
  private final TagRule tags;

  SourceCheck(Opened source, TagRule tags) {
    this.source = source;
    this.tags = tags;
  }

  List<Finding> findings() {
    List<ListedObject> first;
    try {
      ListingRequest request = new ListingRequest(source.prefix(), null, null, 1);
      first = source.store().lister().list(request).objects();
    } catch (StoreException refused) {
      return List.of(Finding.fail(ABOUT, refused.failure().message(), "allow s3:ListBucket"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(ABOUT, "may be listed"));
    if (first.isEmpty()) {
      findings.add(
          Finding.warn(
              ABOUT,
              "has no object under the prefix, so reading could not be tried",
              "check the prefix " + source.location()));
      return findings;
    }
    findings.add(read(first.getFirst().key()));
    if (tags == TagRule.COPY) {
      findings.add(tags(first.getFirst().key()));
    }
    return findings;
  }

  private Finding read(ObjectKey key) {
    try {
      if (source.store().reader().head(key) instanceof Lookup.NotFound) {
        return Finding.warn(ABOUT, "object " + key + " is listed but not found", "try again");
      }
      Reading<Integer> reading =
          source
              .store()
              .reader()
              .read(key, ReadRequest.current(), (_, _, body) -> Math.min(0, body.read()));
      return switch (reading) {
        case Reading.Complete<Integer> _ -> Finding.ok(ABOUT, "objects may be read");
        case Reading.Missing<Integer> _, Reading.Changed<Integer> _ ->
            Finding.warn(ABOUT, "object " + key + " changed while it was looked at", "try again");
      };
    } catch (StoreException refused) {
      return Finding.fail(
          ABOUT,
          refused.failure().message(),
          "allow s3:GetObject, and kms:Decrypt where KMS is used");
    }
  }

  /// Without this permission a store shows no tag count, which looks like no tags (H45).
  private Finding tags(ObjectKey key) {
    try {
      source.store().reader().tags(key, null);
      return Finding.ok(ABOUT, "tags may be read");
    } catch (StoreException refused) {
      return Finding.fail(
          ABOUT,
          refused.failure().message(),
          "allow s3:GetObjectTagging, or leave tags alone with --tags ignore");
    }
  }
}
