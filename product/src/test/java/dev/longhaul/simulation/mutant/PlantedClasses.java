package dev.longhaul.simulation.mutant;

import java.io.IOException;
import java.io.InputStream;

/// All classes of the product and of its tests once more, one of them with a bug.
final class PlantedClasses extends ClassLoader {
  private static final String OURS = "dev.longhaul.";

  private final Bug bug;

  PlantedClasses(Bug bug) {
    super("planted", PlantedClasses.class.getClassLoader());
    this.bug = bug;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] original = in.readAllBytes();
      byte[] bytes = name.equals(bug.className()) ? Planting.plant(bug, original) : original;
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }
}
