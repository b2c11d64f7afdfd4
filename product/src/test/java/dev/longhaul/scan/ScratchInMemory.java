package dev.longhaul.scan;

import dev.longhaul.effect.Scratch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Scratch space out of arrays, which counts what was not given back.
public final class ScratchInMemory implements Scratch {
  private final List<Sheet> open = new ArrayList<>();
  private int made;
  private int mostOpen;

  @Override
  public Scratch.Sheet sheet() {
    ArraySheet sheet = new ArraySheet();
    made++;
    open.add(sheet);
    mostOpen = Math.max(mostOpen, open.size());
    return sheet;
  }

  int made() {
    return made;
  }

  /// The most sheets that were open at once.
  public int mostOpen() {
    return mostOpen;
  }

  public boolean isAllGivenBack() {
    return open.isEmpty();
  }

  private final class ArraySheet implements Scratch.Sheet {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public OutputStream write() throws IOException {
      return bytes;
    }

    @Override
    public InputStream read() {
      return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }
}
