package dev.longhaul.tidy;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// A Java source file, parsed but not attributed, with the positions of its trees.
record SourceFile(Path path, String text, CompilationUnitTree tree, DocTrees trees) {

  static List<SourceFile> readAll(List<Path> paths) {
    List<Source> sources = new ArrayList<>();
    for (Path path : paths) {
      sources.add(new Source(path, read(path)));
    }
    return parseAll(sources);
  }

  /// Parses a text as if it stood at `path`.
  static SourceFile of(String path, String text) {
    return parseAll(List.of(new Source(Path.of(path), text))).getFirst();
  }

  List<String> lines() {
    return text.lines().toList();
  }

  boolean isMain() {
    return path.toString().contains("src/main/");
  }

  boolean isPackageInfo() {
    return path.endsWith("package-info.java");
  }

  String fileName() {
    return path.getName(path.getNameCount() - 1).toString();
  }

  String packageName() {
    return tree.getPackageName() == null ? "" : tree.getPackageName().toString();
  }

  long startLine(Tree node) {
    return line(trees.getSourcePositions().getStartPosition(tree, node));
  }

  long endLine(Tree node) {
    return line(trees.getSourcePositions().getEndPosition(tree, node));
  }

  @Nullable String doc(TreePath node) {
    return trees.getDocComment(node);
  }

  Finding finding(Tree node, String advice) {
    return new Finding(path, startLine(node), advice);
  }

  Finding finding(long line, String advice) {
    return new Finding(path, line, advice);
  }

  private long line(long position) {
    return tree.getLineMap().getLineNumber(position);
  }

  private static List<SourceFile> parseAll(List<Source> sources) {
    if (sources.isEmpty()) {
      return List.of();
    }
    // javac wraps what it is given, so a parsed unit is led back to its source by the address.
    Map<URI, Source> byUri = new HashMap<>();
    sources.forEach(source -> byUri.put(source.toUri(), source));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
    DocTrees trees = DocTrees.instance(task);
    List<SourceFile> files = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        Source source = requireNonNull(byUri.get(unit.getSourceFile().toUri()));
        files.add(new SourceFile(source.path, source.text, unit, trees));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return files;
  }

  static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + path, failure);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final Path path;
    private final String text;

    Source(Path path, String text) {
      super(path.toUri(), Kind.SOURCE);
      this.path = path;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, JavaFileObject.Kind kind) {
      return true;
    }
  }
}
