package dev.longhaul.scan.inventory.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Scratch;
import dev.longhaul.scan.ScratchInMemory;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class SheetFileTest {
  private static SheetFile file() throws IOException {
    Scratch.Sheet sheet = new ScratchInMemory().sheet();
    try (OutputStream out = sheet.write()) {
      out.write(new byte[] {0, 1, 2, 3, 4});
    }
    return new SheetFile(sheet, 5);
  }

  @Test
  void givesAnyPieceOfIt() throws IOException {
    try (SheetFile file = file()) {
      assertThat(file.readRange(1, 3).array()).containsExactly(1, 2, 3);
      assertThatThrownBy(() -> file.readRange(3, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  @Hazard(80)
  void givesNothingOnceItIsClosedSoThatNoThreadReadsItForEver() throws IOException {
    SheetFile file = file();
    file.close();

    assertThatThrownBy(() -> file.readRange(0, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("any more");
  }
}
