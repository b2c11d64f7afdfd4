package dev.longhaul.store.s3;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.ObjectLister;
import dev.longhaul.store.Operation;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Lists a bucket page by page.
final class S3Lister implements ObjectLister {
  private final Calls calls;
  private final PageBuffers buffers = new PageBuffers();
  private volatile Dialect.@Nullable Plus learnt;

  S3Lister(Calls calls) {
    this.calls = calls;
  }

  @Override
  public ListingPage list(ListingRequest wanted) {
    S3Request request = calls.target().bucket(Operation.LIST, "GET");
    Dialect dialect = calls.dialect();
    if (!wanted.prefix().isEmpty()) {
      request.encodedQuery("prefix", encoded(wanted.prefix().toBytes()));
    }
    request.query("encoding-type", "url").query("max-keys", Integer.toString(wanted.maxKeys()));
    switch (dialect.listing()) {
      case V1 -> {
        String marker = wanted.token() == null ? encoded(wanted.startAfter()) : wanted.token();
        if (marker != null) {
          request.encodedQuery("marker", marker);
        }
      }
      case V2 -> {
        request.query("list-type", "2");
        String after = encoded(wanted.startAfter());
        if (wanted.token() != null) {
          request.query("continuation-token", wanted.token());
        } else if (after != null) {
          request.encodedQuery("start-after", after);
        }
      }
    }
    PlusRule rule = new PlusRule(rules(dialect), wanted);
    PlusRule.Readings readings = calls.ask(request, reply -> readings(request, rule, reply));
    try {
      return page(rule, readings);
    } catch (ListingDraft.Unusable unusable) {
      throw calls.senseless(request, String.valueOf(unusable.getMessage()));
    }
  }

  private static @Nullable String encoded(@Nullable ObjectKey key) {
    return key == null ? null : encoded(key.toBytes());
  }

  private static String encoded(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length + 16);
    PercentEncoding.appendQuery(out, bytes);
    return out.toString();
  }

  private ListingRules rules(Dialect dialect) {
    return new ListingRules(calls.target().address().bucket(), dialect.listing());
  }

  private PlusRule.Readings readings(S3Request request, PlusRule rule, Reply reply)
      throws IOException {
    if (reply.status() != 200) {
      throw calls.refusal(request, reply).exception();
    }
    PageBuffers.Page page = buffers.read(reply.body());
    try {
      return rule.read(keys -> draft(page, keys), believed());
    } catch (ListingDraft.Unusable unusable) {
      throw calls.senseless(request, String.valueOf(unusable.getMessage()));
    } finally {
      buffers.release(page);
    }
  }

  /// What a `+` stands for as far as is known: Amazon S3 documents it, other stores show it.
  private Dialect.@Nullable Plus believed() {
    if (learnt != null) {
      return learnt;
    }
    boolean documented = calls.target().address().kind() == BucketAddress.Kind.AWS;
    return documented ? Dialect.Plus.SPACE : calls.dialect().plus();
  }

  /// The page, after asking for its keys where it can be read in two ways: not before its
  /// connection is free again, since there may be no other.
  private ListingPage page(PlusRule rule, PlusRule.Readings readings) throws ListingDraft.Unusable {
    PlusRule.Meant meant = rule.decide(readings, new S3Reader(calls)::head);
    if (meant.plus() != null) {
      learnt = meant.plus();
    }
    return meant.page();
  }

  private static ListingDraft draft(PageBuffers.Page page, KeyText keys)
      throws ListingDraft.Unusable {
    try {
      return ListingScanner.read(page.bytes(), page.length(), keys);
    } catch (ListingScanner.Unfamiliar | ListingDraft.Unusable unfamiliar) {
      return ListingByStax.read(page.bytes(), page.length(), keys);
    }
  }
}
