package dev.longhaul.scan.inventory;

import dev.longhaul.effect.Scratch;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.BodyReader;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/// The bucket that reports are delivered to: lists and reads it, and refuses by name what cannot be
/// used.
record ReportBucket(ObjectStore store) {
  /// Pages of a listing of folders; with a report a day more than 200 years.
  private static final int MOST_PAGES = 250;

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int NOT_FOUND = 404;

  /// Tells every key that begins so.
  void list(KeyPrefix prefix, Consumer<ObjectKey> taker) {
    ListingRequest request = ListingRequest.first(prefix);
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      ListingPage page = store.lister().list(request);
      page.objects().stream().map(ListedObject::key).forEach(taker);
      String token = page.nextToken();
      if (token == null) {
        return;
      }
      request = request.next(token);
    }
    throw refused(prefix.text(), "there are far too many keys for folders of reports");
  }

  /// A small file, whole.
  byte[] bytes(ObjectKey file, int most) {
    return read(
        file,
        (_, length, body) -> {
          if (length > most) {
            throw refused(file, "it has " + length + " bytes, and " + most + " are the most read");
          }
          return body.readAllBytes();
        });
  }

  /// Brings a data file into temporary space. It is what the manifest says, or refused.
  ///
  /// @return to be closed by the caller
  Scratch.Sheet fetch(DataFile file, Scratch scratch) {
    return read(
        file.key(),
        (_, length, body) -> {
          if (length != file.size()) {
            throw refused(
                file.key(), "it has " + length + " bytes, and " + file.size() + " by its manifest");
          }
          Scratch.Sheet sheet = sheet(scratch);
          try {
            check(file, copy(body, sheet));
            return sheet;
          } catch (IOException | RuntimeException failed) {
            sheet.close();
            throw failed;
          }
        });
  }

  private void check(DataFile file, String md5) {
    if (!md5.equals(file.md5())) {
      throw refused(file.key(), "its MD5 is " + md5 + ", and " + file.md5() + " by its manifest");
    }
  }

  /// @return the MD5 of what was copied
  private static String copy(InputStream body, Scratch.Sheet sheet) throws IOException {
    MessageDigest digest = md5();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = sheet.write()) {
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        digest.update(buffer, 0, count);
        write(out, buffer, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// What goes wrong on our disk is no trouble of the store's, so it is not tried again.
  private static void write(OutputStream out, byte[] buffer, int count) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException failed) {
      throw full(failed);
    }
  }

  private static Scratch.Sheet sheet(Scratch scratch) {
    try {
      return scratch.sheet();
    } catch (IOException failed) {
      throw full(failed);
    }
  }

  private static UncheckedIOException full(IOException failed) {
    return new UncheckedIOException(
        "a file of the inventory cannot be kept in temporary space: " + failed.getMessage(),
        failed);
  }

  static String md5(byte[] bytes) {
    return HexFormat.of().formatHex(md5().digest(bytes));
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has MD5", impossible);
    }
  }

  private <T> T read(ObjectKey file, BodyReader<T> reader) {
    return switch (store.reader().read(file, ReadRequest.current(), reader)) {
      case Reading.Complete<T>(T value) -> value;
      case Reading.Missing<T>() ->
          throw new StoreException(
              new Failure.Refused(message(file.toString(), "it is missing"), NOT_FOUND, null));
      case Reading.Changed<T>() ->
          throw new StoreException(
              new Failure.Transient(message(file.toString(), "it changed while it was read")));
    };
  }

  /// What to throw because of a file.
  StoreException refused(ObjectKey file, String why) {
    return refused(file.toString(), why);
  }

  /// What to throw because of what lies here.
  StoreException refused(String path, String why) {
    return new StoreException(new Failure.Refused(message(path, why), 200, null));
  }

  private String message(String path, String why) {
    return "the inventory is not used: " + name(path) + ": " + why;
  }

  /// A place in the bucket, for people.
  String name(String path) {
    return "s3://" + store.address().bucket() + "/" + path;
  }
}
