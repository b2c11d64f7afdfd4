package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ETag;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class S3ListerTest extends ScriptedStore {
  private static final ListingRequest ALL = ListingRequest.first(KeyPrefix.NONE);
  private static final String LAST = "<IsTruncated>false</IsTruncated>";
  private static final String NAMED = "<Name>bucket</Name><Prefix></Prefix>";
  private static final String ENCODED = "<EncodingType>url</EncodingType>";

  private static String entry(String key) {
    return "<Contents><Key>"
        + key
        + "</Key><LastModified>2026-11-24T01:02:03.004Z</LastModified>"
        + "<ETag>&quot;0123&quot;</ETag><Size>5</Size><StorageClass>STANDARD</StorageClass>"
        + "</Contents>";
  }

  private static ScriptedServer.Answer page(String content) {
    return answer(
        200,
        "",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + content
            + "</ListBucketResult>");
  }

  private static ScriptedServer.Answer lastPage(String... keys) {
    StringBuilder content = new StringBuilder(NAMED + ENCODED + LAST);
    for (String key : keys) {
      content.append(entry(key));
    }
    return page(content.toString());
  }

  private ListingPage list(ListingRequest request) {
    return store().lister().list(request);
  }

  private Failure refusal(ListingRequest request) {
    return failureOf(() -> list(request));
  }

  private static ListingRequest under(String prefix) {
    return ListingRequest.first(KeyPrefix.of(prefix));
  }

  @Test
  void readsAPage() {
    server.then(
        page(
            NAMED
                + ENCODED
                + "<KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys>"
                + "<IsTruncated>true</IsTruncated>"
                + "<NextContinuationToken>to+ken/=&amp;</NextContinuationToken>"
                + entry("a")
                + entry("b")),
        lastPage());

    ListingPage page = list(ALL);

    assertThat(page.objects())
        .containsExactly(listed(ObjectKey.of("a")), listed(ObjectKey.of("b")));
    assertThat(page.ascending()).isTrue();
    assertThat(page.nextToken()).isEqualTo("to+ken/=&");
    list(ALL.next("to+ken/=&"));
    assertThat(server.requests())
        .extracting(ScriptedServer.Captured::target)
        .containsExactly(
            "/bucket?encoding-type=url&list-type=2&max-keys=1000",
            "/bucket?continuation-token=to%2Bken%2F%3D%26&encoding-type=url&list-type=2"
                + "&max-keys=1000");
  }

  private static ListedObject listed(ObjectKey key) {
    return new ListedObject(key, 5, ETAG, 1795482123004L, "STANDARD");
  }

  @Test
  void asksForAPrefixAndAPlaceToStart() {
    server.then(
        page("<Name>bucket</Name><Prefix>p%2F+</Prefix>" + ENCODED + LAST + entry("p%2F+b")));

    ListingPage page =
        list(new ListingRequest(KeyPrefix.of("p/ "), ObjectKey.of("p/ a\u0001"), null, 7));

    assertThat(page.objects()).containsExactly(listed(ObjectKey.of("p/ b")));
    assertThat(server.request().target())
        .isEqualTo(
            "/bucket?encoding-type=url&list-type=2&max-keys=7&prefix=p%2F%20"
                + "&start-after=p%2F%20a%01");
  }

  @Test
  @Hazard(54)
  void decodesKeysIntoBytes() {
    server.then(lastPage("a%0D%01b", "a+b%2Bc", "%E6%97%A5%F0%9F%98%80", "%ff", "p%2525"));

    assertThat(list(ALL).objects())
        .extracting(ListedObject::key)
        .containsExactly(
            ObjectKey.of("a\r\u0001b"),
            ObjectKey.of("a b+c"),
            ObjectKey.of("日😀"),
            ObjectKey.ofBytes(new byte[] {(byte) 0xff}),
            ObjectKey.of("p%25"));
  }

  @Test
  @Hazard(54)
  void keepsAPlusWhereTheStoreWritesItPlain() {
    store(S3Settings.DEFAULT.with(Dialect.DEFAULT.with(Dialect.Plus.LITERAL)));
    server.then(lastPage("a+b%20c"));

    assertThat(list(ALL).objects())
        .extracting(ListedObject::key)
        .containsExactly(ObjectKey.of("a+b c"));
  }

  @Test
  @Hazard(54)
  void readsKeysAsTheyAreWhenTheStoreDoesNotEncodeThem() {
    server.then(page(entry("a+b%41&amp;&lt;&#13;&#x1F600;") + NAMED + LAST));

    assertThat(list(ALL).objects())
        .extracting(ListedObject::key)
        .containsExactly(ObjectKey.of("a+b%41&<\r\uD83D\uDE00"));
  }

  @Test
  @Hazard(54)
  void neverTakesARawLineBreakForAnother() {
    server.then(page(NAMED + LAST + entry("a\rb")));

    ObjectKey wrong = ObjectKey.of("a\nb");
    try {
      assertThat(list(ALL).objects()).extracting(ListedObject::key).doesNotContain(wrong);
    } catch (dev.longhaul.store.StoreException refused) {
      assertThat(refused.failure()).isInstanceOf(Failure.Transient.class);
    }
  }

  @Test
  @Hazard(54)
  void refusesKeysThatAreNotEncodedAsDeclared() {
    server.then(lastPage("100%"), lastPage("%zz"));

    assertThat(refusal(ALL)).isInstanceOf(Failure.Transient.class);
    assertThat(refusal(ALL)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(58)
  void saysWhenKeysDoNotRise() {
    server.then(
        lastPage("b", "a"),
        lastPage("a", "a"),
        lastPage("%F0%9F%98%80", "%EE%80%80"),
        lastPage("%EE%80%80", "%F0%9F%98%80"));

    assertThat(list(ALL).ascending()).isFalse();
    assertThat(list(ALL).ascending()).isFalse();
    assertThat(list(ALL).ascending()).isFalse();
    assertThat(list(ALL).ascending()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NAMED + "<IsTruncated>true</IsTruncated>",
        NAMED + "<IsTruncated>true</IsTruncated><NextContinuationToken/>",
        NAMED + "<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>",
        NAMED + LAST + "<NextContinuationToken>x</NextContinuationToken>",
        NAMED,
        NAMED + "<IsTruncated>perhaps</IsTruncated>"
      })
  @Hazard(59)
  void refusesPagesThatDoNotSayHowToGoOn(String content) {
    server.then(page(content));

    assertThat(refusal(ALL.next("t"))).isInstanceOf(Failure.Transient.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>Sign in</body></html>",
        "{}",
        "<ListBucketResult/>",
        "<ListBucketResult><Name>other</Name><Prefix></Prefix>" + LAST + "</ListBucketResult>",
        "<ListBucketResult><Prefix></Prefix>" + LAST + "</ListBucketResult>",
        "<ListBucketResult>" + NAMED + LAST,
        "<ListBucketResult>" + NAMED + LAST + "<KeyCount>1</KeyCount></ListBucketResult>",
        "<ListBucketResult>"
            + NAMED
            + LAST
            + "<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes></ListBucketResult>",
        "<ListBucketResult>" + NAMED + LAST + "</ListBucketResult><more/>",
        "<Error><Code>InternalError</Code></Error>"
      })
  @Hazard(60)
  void takesNoForeignPageForAnEmptyBucket(String body) {
    server.then(answer(200, "", body));

    assertThat(refusal(ALL)).isInstanceOf(Failure.Transient.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<Prefix>other%2F</Prefix>", "<Prefix></Prefix>", ""})
  @Hazard(60)
  void refusesAPageOfAnotherPrefix(String prefix) {
    server.then(page("<Name>bucket</Name>" + prefix + ENCODED + LAST));

    assertThat(refusal(under("mine/"))).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(60)
  void acceptsAPrefixHoweverItIsEchoed() {
    server.then(
        page("<Name>bucket</Name><Prefix>a+b%2F</Prefix>" + ENCODED + LAST),
        page("<Name>bucket</Name><Prefix>a+b/</Prefix>" + ENCODED + LAST),
        page("<Name>bucket</Name><Prefix>a%2Bb%2F</Prefix>" + ENCODED + LAST),
        page("<Name>bucket</Name>" + ENCODED + LAST));

    assertThat(list(under("a b/")).objects()).isEmpty();
    assertThat(list(under("a+b/")).objects()).isEmpty();
    assertThat(list(under("a+b/")).objects()).isEmpty();
    assertThat(list(ALL).objects()).isEmpty();
  }

  @Test
  @Hazard({59, 60})
  void refusesKeysThatWereNotAskedFor() {
    server.then(
        page("<Name>bucket</Name><Prefix>p/</Prefix>" + LAST + entry("q/a")),
        lastPage("a", "c"),
        lastPage("b", "c"),
        lastPage("d", "c", "a"));
    ListingRequest afterB = new ListingRequest(KeyPrefix.NONE, ObjectKey.of("b"), null, 1000);

    assertThat(refusal(under("p/"))).isInstanceOf(Failure.Transient.class);
    assertThat(refusal(afterB)).isInstanceOf(Failure.Transient.class);
    assertThat(refusal(afterB)).isInstanceOf(Failure.Transient.class);
    assertThat(refusal(afterB)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(59)
  void refusesMoreKeysThanItAskedFor() {
    server.then(lastPage("a", "b"));

    assertThat(refusal(new ListingRequest(KeyPrefix.NONE, null, null, 1)))
        .isInstanceOf(Failure.Transient.class);
  }

  @Test
  void listsByTheFirstVersionWhereToldTo() {
    store(S3Settings.DEFAULT.with(Dialect.DEFAULT.with(Dialect.Listing.V1)));
    server.then(
        page(NAMED + ENCODED + "<IsTruncated>true</IsTruncated>" + entry("a%2Bb")),
        page(NAMED + ENCODED + "<IsTruncated>true</IsTruncated>"));

    ListingPage page = list(ALL);

    assertThat(refusal(ALL.next(String.valueOf(page.nextToken()))))
        .isInstanceOf(Failure.Transient.class);
    assertThat(server.requests())
        .extracting(ScriptedServer.Captured::target)
        .containsExactly(
            "/bucket?encoding-type=url&max-keys=1000",
            "/bucket?encoding-type=url&marker=a%2Bb&max-keys=1000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Contents><Key>a</Key><Size>1</Size></Contents>",
        "<Contents><Size>1</Size><LastModified>2026-11-24T01:02:03Z</LastModified></Contents>",
        "<Contents><Key></Key><Size>1</Size>"
            + "<LastModified>2026-11-24T01:02:03Z</LastModified></Contents>",
        "<Contents><Key>a</Key><LastModified>2026-11-24T01:02:03Z</LastModified></Contents>",
        "<Contents><Key>a</Key><Size>-1</Size>"
            + "<LastModified>2026-11-24T01:02:03Z</LastModified></Contents>",
        "<Contents><Key>a</Key><Size>1</Size><LastModified>soon</LastModified></Contents>"
      })
  void refusesEntriesThatLackWhatMatters(String content) {
    server.then(page(NAMED + LAST + content));

    assertThat(refusal(ALL)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  void readsEntriesWithMoreOrLess() {
    server.then(
        page(
            NAMED
                + LAST
                + "<Contents><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><Key>a</Key>"
                + "<Owner><ID>x</ID><DisplayName>y</DisplayName></Owner>"
                + "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress></RestoreStatus>"
                + "<LastModified>2026-11-24T03:02:03+02:00</LastModified><ETag>0123</ETag>"
                + "<Size>7</Size><StorageClass>GLACIER</StorageClass></Contents>"
                + "<Contents><Key>b</Key><LastModified>2026-11-24T01:02:03Z</LastModified>"
                + "<ETag/><Size>9223372036854775807</Size></Contents>"
                    .replace("9223372036854775807", "999999999999999999")));

    assertThat(list(ALL).objects())
        .containsExactly(
            new ListedObject(ObjectKey.of("a"), 7, ETAG, 1795482123000L, "GLACIER"),
            new ListedObject(
                ObjectKey.of("b"),
                999_999_999_999_999_999L,
                new ETag("none"),
                1795482123000L,
                "STANDARD"));
  }

  @Test
  @Hazard(80)
  void refusesDocumentTypesAndTheirEntities() {
    String laughs =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    server.then(
        answer(
            200,
            "",
            "<?xml version=\"1.0\"?>"
                + laughs
                + "<ListBucketResult>"
                + NAMED
                + LAST
                + entry("&c;")
                + "</ListBucketResult>"));

    assertThat(refusal(ALL)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(80)
  void refusesDeepPages() {
    server.then(page(NAMED + LAST + "<a>".repeat(100) + "</a>".repeat(100)));

    assertThat(refusal(ALL)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(80)
  void refusesEndlessPages() {
    String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
    server.then(raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(12)));

    assertThat(refusal(ALL)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(80)
  void readsNoMoreOfAnErrorThanItMust() {
    server.then(answer(500, "", "<Error><Code>" + "x".repeat(70_000) + "</Code></Error>"));

    assertThat(refusal(ALL))
        .isInstanceOfSatisfying(
            Failure.Throttled.class,
            throttled -> assertThat(throttled.message()).hasSizeLessThan(1000));
  }

  @Test
  void readsAPageThatComesInChunks() {
    String xml = "<ListBucketResult>" + NAMED + ENCODED + LAST + entry("a") + "</ListBucketResult>";
    StringBuilder chunked =
        new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int from = 0; from < xml.length(); from += 7) {
      String part = xml.substring(from, Math.min(xml.length(), from + 7));
      chunked.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
    }
    server.then(raw(chunked + "0\r\n\r\n"), lastPage());

    assertThat(list(ALL).objects()).hasSize(1);
    list(ALL);
    assertThat(server.connections()).isEqualTo(1);
  }
}
