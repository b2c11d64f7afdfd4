package dev.longhaul.store.s3;

import dev.longhaul.object.ObjectKey;
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
    return calls.ask(request, reply -> page(request, wanted, reply));
  }

  private static @Nullable String encoded(@Nullable ObjectKey key) {
    return key == null ? null : encoded(key.toBytes());
  }

  private static String encoded(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length + 16);
    PercentEncoding.appendQuery(out, bytes);
    return out.toString();
  }

  private ListingPage page(S3Request request, ListingRequest wanted, Reply reply)
      throws IOException {
    if (reply.status() != 200) {
      throw calls.refusal(request, reply).exception();
    }
    Dialect dialect = calls.dialect();
    PageBuffers.Page page = buffers.read(reply.body());
    try {
      ListingDraft draft = draft(page, dialect.plus());
      return new ListingRules(calls.target().address().bucket(), dialect.listing())
          .page(draft, wanted);
    } catch (ListingDraft.Unusable unusable) {
      throw calls.senseless(request, String.valueOf(unusable.getMessage()));
    } finally {
      buffers.release(page);
    }
  }

  /// Reads keys as encoded, as was asked for; again when the page says that it writes them
  /// otherwise than believed (H54).
  private ListingDraft draft(PageBuffers.Page page, Dialect.Plus configured)
      throws ListingDraft.Unusable {
    Dialect.Plus believed = learnt == null ? configured : learnt;
    ListingDraft draft = draft(page, KeyText.of("url", believed));
    if (KeyText.of(draft.encodingType(), believed) == KeyText.PLAIN) {
      return draft(page, KeyText.PLAIN);
    }
    Dialect.Plus meaning = draft.plus().meaning();
    if (meaning == null || meaning == believed) {
      return draft;
    }
    learnt = meaning;
    return draft(page, KeyText.of("url", meaning));
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
