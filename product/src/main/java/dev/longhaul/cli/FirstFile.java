package dev.longhaul.cli;

import dev.longhaul.config.Loaded;
import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.config.UnusableConfiguration.Problem;
import dev.longhaul.object.Escaped;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;

/// A configuration file in the making: it appears whole and readable, or not at all.
///
/// @param force whether a file that is there already is replaced
record FirstFile(Path file, boolean force) {
  FirstFile {
    if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw there(file);
    }
  }

  private static UsageException there(Path file) {
    return new UsageException(
        Escaped.text(file + " is there already; name another file, or replace it with --force"));
  }

  /// Writes it, beside its place at first, and takes it over once it was read back.
  Loaded write(String text, Function<Path, Loaded> reading) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(fresh, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException there) {
      throw there(fresh);
    } catch (NoSuchFileException missing) {
      throw new UsageException(
          Escaped.text("there is no folder " + file.toAbsolutePath().getParent() + "; make it"));
    } catch (IOException refused) {
      throw failed(refused);
    }
    try {
      Loaded loaded = reading.apply(fresh);
      takeOver(fresh);
      return loaded;
    } catch (UnusableConfiguration refused) {
      throw new UnusableConfiguration(file.toString(), withoutLines(refused));
    } finally {
      discard(fresh);
    }
  }

  private void takeOver(Path fresh) {
    try {
      if (force) {
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(fresh, file);
      }
    } catch (FileAlreadyExistsException meanwhile) {
      throw there(file);
    } catch (IOException refused) {
      throw failed(refused);
    }
  }

  /// Its lines are those of a file that nobody gets to see.
  private static List<Problem> withoutLines(UnusableConfiguration refused) {
    return refused.problems().stream()
        .map(problem -> new Problem(0, 0, problem.setting(), problem.what()))
        .toList();
  }

  private void discard(Path fresh) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException stays) {
      throw failed(stays);
    }
  }

  private UsageException failed(IOException why) {
    return new UsageException(Escaped.text("cannot write " + file + ": " + why));
  }
}
