package dev.longhaul.config.yaml;

/// Where in the file something stands.
///
/// @param line counted from 1; 0 for the file as a whole
/// @param column counted from 1; 0 for the line as a whole
record Place(int line, int column) {
  static final Place FILE = new Place(0, 0);

  /// Where so many characters of a text end.
  static Place after(CharSequence text) {
    int line = 1;
    int column = 1;
    for (int index = 0; index < text.length(); index++) {
      boolean ends = text.charAt(index) == '\n';
      line += ends ? 1 : 0;
      column = ends ? 1 : column + 1;
    }
    return new Place(line, column);
  }
}
