package dev.longhaul.store;

import dev.longhaul.object.ObjectState;
import java.io.IOException;

/// Takes the bytes of a read while the connection is open.
///
/// @param <T> what it makes of them
@FunctionalInterface
public interface BodyReader<T> {
  /// Reads as much of the body as it wants. An `IOException` of the body must be let through. To
  /// leave bytes unread is allowed and gives the connection up.
  ///
  /// @param state what this very response says of the object (H24)
  /// @param length number of bytes the body holds; the stream fails when it ends early (H32)
  T read(ObjectState state, long length, BodyInput body) throws IOException;
}
