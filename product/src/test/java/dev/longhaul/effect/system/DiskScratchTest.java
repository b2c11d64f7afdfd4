package dev.longhaul.effect.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.effect.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskScratchTest {
  @TempDir private Path folder;

  @Test
  void readsWhatWasWrittenAndLeavesNothing() throws IOException {
    Path inside = folder.resolve("not/there/yet");
    try (Scratch.Sheet sheet = new DiskScratch(inside, 100).sheet()) {
      write(sheet, 100);

      try (InputStream in = sheet.read()) {
        assertThat(in.readAllBytes()).hasSize(100);
      }
    }
    try (Stream<Path> left = Files.list(inside)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void refusesMoreThanItsLimitUntilSpaceIsGivenBack() throws IOException {
    DiskScratch scratch = new DiskScratch(folder, 100);
    Scratch.Sheet first = scratch.sheet();
    write(first, 60);
    try (Scratch.Sheet second = scratch.sheet()) {
      assertThatThrownBy(() -> write(second, 60))
          .hasMessageContaining("limit of 100 bytes")
          .hasMessageContaining(folder.toString());
    }
    first.close();
    first.close();

    try (Scratch.Sheet third = scratch.sheet()) {
      write(third, 100);
    }
  }

  private static void write(Scratch.Sheet sheet, int bytes) throws IOException {
    try (OutputStream out = sheet.write()) {
      out.write(new byte[bytes]);
    }
  }
}
