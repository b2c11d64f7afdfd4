package dev.longhaul.scan;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// A listed object as bytes, for temporary space.
final class EntryBytes {
  private EntryBytes() {}

  static void write(ListedObject object, DataOutputStream out) throws IOException {
    byte[] key = object.key().toBytes();
    out.writeShort(key.length);
    out.write(key);
    out.writeLong(object.size());
    out.writeLong(object.lastModifiedMillis());
    out.writeUTF(object.etag().value());
    out.writeUTF(object.storageClass());
  }

  static ListedObject read(DataInputStream in) throws IOException {
    byte[] key = new byte[in.readUnsignedShort()];
    in.readFully(key);
    long size = in.readLong();
    long lastModified = in.readLong();
    ETag etag = new ETag(in.readUTF());
    return new ListedObject(
        ObjectKey.ofBytes(key), size, etag, lastModified, in.readUTF().intern());
  }
}
