package dev.longhaul.effect.system;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// Sends datagrams to a local socket of Linux. Java has local sockets for streams only, and a
/// program that sends them for us would have to be there and be started anew for each.
// Calls out of Java are restricted; the launchers allow them, as for SQLite.
@SuppressWarnings("restricted")
final class Datagrams {
  private static final int LOCAL = 1;
  private static final int DATAGRAM_CLOSED_ON_EXEC = 2 | 0x80000;
  private static final int NO_SIGNAL = 0x4000;
  private static final int ADDRESS_BYTES = 110;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;

  private final byte[] name;
  private final MethodHandle socket = function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
  private final MethodHandle sendTo =
      function("sendto", FunctionDescriptor.of(LONG, INT, ADDRESS, LONG, INT, ADDRESS, INT));
  private final MethodHandle close = function("close", FunctionDescriptor.of(INT, INT));

  /// @param name the path of the socket, or @ and the name of one that has no path
  Datagrams(String name) {
    this.name = name.getBytes(StandardCharsets.UTF_8);
  }

  private static MethodHandle function(String name, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
  }

  /// Whether it was taken.
  boolean send(String message) {
    // The family comes first, and a path ends with a zero.
    if (name.length > ADDRESS_BYTES - 3) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, text(message));
      int own = (int) socket.invokeExact(LOCAL, DATAGRAM_CLOSED_ON_EXEC, 0);
      if (own < 0) {
        return false;
      }
      long sent =
          (long)
              sendTo.invokeExact(
                  own, bytes, bytes.byteSize(), NO_SIGNAL, address(arena), 2 + name.length);
      int _ = (int) close.invokeExact(own);
      return sent == bytes.byteSize();
    } catch (RuntimeException | Error unforeseen) {
      throw unforeseen;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] text(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  private MemorySegment address(Arena arena) {
    MemorySegment address = arena.allocate(ADDRESS_BYTES);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) LOCAL);
    MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
    if (name[0] == '@') {
      address.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
    }
    return address;
  }
}
