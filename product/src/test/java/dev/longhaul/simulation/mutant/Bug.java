package dev.longhaul.simulation.mutant;

/// One deliberate bug.
///
/// @param says what the engine does wrong
/// @param owner the class, without `dev.longhaul.`
/// @param method its only method of that name
/// @param hunter what must catch it
record Bug(String says, String owner, String method, Planting planting, Hunter hunter) {
  String className() {
    return "dev.longhaul." + owner;
  }

  @Override
  public String toString() {
    return "\"it " + says + "\" in " + owner + "." + method;
  }
}
