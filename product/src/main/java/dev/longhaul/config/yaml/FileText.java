package dev.longhaul.config.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;

/// Reads small text files whole; what is wrong with one is an `IllegalArgumentException` in words.
final class FileText {
  private static final String MARK = "\uFEFF";

  private FileText() {}

  /// What a file holds, without a byte order mark.
  ///
  /// @param most bytes that it may have
  static String read(Path file, int most) {
    byte[] bytes = bytes(file, most);
    try {
      ByteBuffer whole = ByteBuffer.wrap(bytes);
      String text = StandardCharsets.UTF_8.newDecoder().decode(whole).toString();
      return text.startsWith(MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException("is not text in UTF-8; save it in that encoding");
    }
  }

  private static byte[] bytes(Path file, int most) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("is a folder, not a file");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "has more than %,d bytes, so it is not what is meant", most));
      }
      return bytes;
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException("there is no such file");
    } catch (AccessDeniedException denied) {
      throw new IllegalArgumentException("may not be read; look at its owner and permissions");
    } catch (IOException failed) {
      throw new IllegalArgumentException("could not be read: " + failed);
    }
  }

  /// Whether it is known that other users of this machine may read a file.
  static boolean isOpenToOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }
}
