package dev.longhaul.demo.server;

import java.nio.file.Path;
import java.util.Properties;

/// What a server is started with: where its objects lie and the only credentials it accepts.
///
/// @param folder a folder of its own, removed when the server ends; the objects lie in `data`
record Settings(Path folder, String region, String accessKey, String secretKey) {

  /// Reads the settings by their names; each must be there.
  static Settings from(Properties properties) {
    return new Settings(
        Path.of(required(properties, "folder")),
        required(properties, "region"),
        required(properties, "accessKey"),
        required(properties, "secretKey"));
  }

  /// Where the objects lie.
  Path data() {
    return folder.resolve("data");
  }

  private static String required(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("The setting \"" + name + "\" is missing.");
    }
    return value;
  }

  @Override
  public String toString() {
    return "Settings[folder=" + folder + ", region=" + region + ", accessKey=" + accessKey + "]";
  }
}
