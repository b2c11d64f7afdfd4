package dev.longhaul.bench;

import java.util.List;
import java.util.Map;

/// A program that makes one bucket equal to another, started as its users start it.
interface Client {
  String name();

  /// Whether it can do this work at all.
  default boolean does(Workload workload) {
    return true;
  }

  /// What is typed to do it.
  List<String> command(Task task);

  /// What the environment has to say besides.
  Map<String, String> environment(Task task);

  /// What is typed to be told the version; the first line of the answer is it.
  List<String> versionCommand();

  /// What is typed once before, unmeasured; empty for nothing.
  default List<String> preparation(Task task) {
    return List.of();
  }
}
