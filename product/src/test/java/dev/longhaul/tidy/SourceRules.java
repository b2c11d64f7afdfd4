package dev.longhaul.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// What every Java file must keep to. Each rule takes one file and names what breaks it.
final class SourceRules {
  static final int METHOD_LINES = 60;
  static final int FILE_LINES = 400;
  static final int PARAMETERS = 5;

  /// A record is the cure for too many parameters, so it may hold more; past this it is two values.
  static final int COMPONENTS = 8;

  static final int COLUMNS = 100;
  static final int PORT_METHODS = 8;

  /// Put together so that this file does not break its own rule.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private static final Pattern COMMENTED_OUT = Pattern.compile("^\\s*//(?!/).*[;{}]\\s*$");

  /// Less than 300 seconds.
  private static final Pattern TIGHT =
      Pattern.compile(
          "(@Timeout\\((value = )?|PATIENCE = Duration\\.ofSeconds\\()([0-9]{1,2}|[12][0-9]{2})\\)"
              + "|PATIENCE = Duration\\.of(Millis\\(|Minutes\\([0-4]\\))");

  private static final Pattern VAGUE_NAME =
      Pattern.compile("Abstract.*|.*(Manager|Helper|Utils?|Impl)");

  private SourceRules() {}

  static List<Finding> methodsAreShort(SourceFile file) {
    List<Finding> found = new ArrayList<>();
    eachMethod(
        file,
        method -> {
          long lines = file.endLine(method) - file.startLine(method) + 1;
          if (lines > METHOD_LINES) {
            String advice = "has " + lines + " lines: split it, " + METHOD_LINES + " is the limit";
            found.add(file.finding(method, name(method) + " " + advice));
          }
        });
    return found;
  }

  static List<Finding> filesAreShort(SourceFile file) {
    int lines = file.lines().size();
    return lines <= FILE_LINES
        ? List.of()
        : List.of(file.finding(lines, "has " + lines + " lines: split it at " + FILE_LINES));
  }

  static List<Finding> parametersAreFew(SourceFile file) {
    List<Finding> found = new ArrayList<>();
    eachMethod(
        file,
        method -> {
          int count = method.getParameters().size();
          if (count > PARAMETERS && !isCanonical(method, file)) {
            String advice = " takes " + count + " parameters: group what belongs together";
            found.add(file.finding(method, name(method) + advice));
          }
        });
    eachType(
        file,
        (path, type) -> {
          long components = type.getMembers().stream().filter(SourceRules::isComponent).count();
          if (type.getKind() == Tree.Kind.RECORD && components > COMPONENTS) {
            String advice = " has " + components + " components: it is more than one value";
            found.add(file.finding(type, type.getSimpleName() + advice));
          }
        });
    return found;
  }

  static List<Finding> linesAreNarrow(SourceFile file) {
    List<Finding> found = new ArrayList<>();
    List<String> lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean fixed = line.startsWith("import ") || line.startsWith("package ");
      if (!fixed && line.codePointCount(0, line.length()) > COLUMNS) {
        found.add(file.finding(i + 1L, "is wider than " + COLUMNS + " columns"));
      }
    }
    return found;
  }

  static List<Finding> nothingIsUnfinished(SourceFile file) {
    return matching(file, UNFINISHED, "finish it, or file it as an issue");
  }

  static List<Finding> noCodeIsCommentedOut(SourceFile file) {
    return file.isMain()
        ? matching(file, COMMENTED_OUT, "delete it: the history remembers")
        : List.of();
  }

  static List<Finding> limitsLeaveTime(SourceFile file) {
    if (file.isMain()) {
      return List.of();
    }
    return matching(file, TIGHT, "a loaded machine takes longer: give it 300 seconds at least");
  }

  static List<Finding> typesAreExplained(SourceFile file) {
    List<Finding> found = new ArrayList<>();
    eachType(
        file,
        (path, type) -> {
          boolean topLevel = path.getParentPath().getLeaf() == file.tree();
          String doc = file.doc(path);
          if (topLevel && file.isMain() && (doc == null || doc.isBlank())) {
            found.add(
                file.finding(type, type.getSimpleName() + " needs a /// sentence of purpose"));
          }
        });
    return found;
  }

  static List<Finding> namesSaySomething(SourceFile file) {
    List<Finding> found = new ArrayList<>();
    eachType(
        file,
        (path, type) -> {
          String name = type.getSimpleName().toString();
          if (file.isMain() && VAGUE_NAME.matcher(name).matches()) {
            found.add(file.finding(type, name + ": name what it does"));
          }
        });
    return found;
  }

  static List<Finding> portsAreSmall(SourceFile file) {
    List<Finding> found = new ArrayList<>();
    eachType(
        file,
        (path, type) -> {
          long methods = type.getMembers().stream().filter(SourceRules::isAbstract).count();
          if (type.getKind() == Tree.Kind.INTERFACE && methods > PORT_METHODS) {
            String advice = " has " + methods + " methods: " + PORT_METHODS + " is the limit";
            found.add(file.finding(type, type.getSimpleName() + advice));
          }
        });
    return found;
  }

  /// ArchUnit sees no synchronized blocks, so the source is asked.
  static List<Finding> nothingIsSynchronized(SourceFile file, Set<String> packages) {
    List<Finding> found = new ArrayList<>();
    if (!file.isMain() || !packages.contains(file.packageName())) {
      return found;
    }
    String advice = "waits where a simulation cannot see it: use a port of the effect package";
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitSynchronized(SynchronizedTree node, @Nullable Void ignored) {
        found.add(file.finding(node, advice));
        return super.visitSynchronized(node, null);
      }

      @Override
      public @Nullable Void visitMethod(MethodTree node, @Nullable Void ignored) {
        if (node.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
          found.add(file.finding(node, advice));
        }
        return super.visitMethod(node, null);
      }
    }.scan(file.tree(), null);
    return found;
  }

  /// A package-info that is there must say what the package is for and be null-marked.
  static List<Finding> packagesAreExplained(SourceFile file) {
    if (!file.isPackageInfo()) {
      return List.of();
    }
    List<Finding> found = new ArrayList<>();
    PackageTree declared = file.tree().getPackage();
    String doc = file.text().lines().filter(line -> line.startsWith("///")).findFirst().orElse("");
    if (doc.length() < 20) {
      found.add(file.finding(declared, "say in a /// paragraph what the package is for"));
    }
    List<? extends AnnotationTree> marks = declared.getAnnotations();
    if (marks.stream().noneMatch(m -> m.getAnnotationType().toString().endsWith("NullMarked"))) {
      found.add(file.finding(declared, "mark the package @NullMarked"));
    }
    return found;
  }

  /// The types that a file declares, nested ones included.
  static List<String> typeNames(SourceFile file) {
    List<String> names = new ArrayList<>();
    eachType(file, (path, type) -> names.add(type.getSimpleName().toString()));
    return names;
  }

  private static List<Finding> matching(SourceFile file, Pattern pattern, String advice) {
    List<Finding> found = new ArrayList<>();
    List<String> lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      if (pattern.matcher(lines.get(i)).find()) {
        found.add(file.finding(i + 1L, advice));
      }
    }
    return found;
  }

  /// The canonical constructor of a record repeats its components; those are counted elsewhere.
  private static boolean isCanonical(MethodTree method, SourceFile file) {
    boolean[] inRecord = {false};
    eachType(
        file,
        (path, type) ->
            inRecord[0] |=
                type.getKind() == Tree.Kind.RECORD && type.getMembers().contains(method));
    return inRecord[0] && method.getReturnType() == null;
  }

  private static boolean isComponent(Tree member) {
    return member instanceof VariableTree field
        && !field.getModifiers().getFlags().contains(Modifier.STATIC);
  }

  private static boolean isAbstract(Tree member) {
    return member instanceof MethodTree method && method.getBody() == null;
  }

  private static String name(MethodTree method) {
    return method.getName().toString();
  }

  private static void eachMethod(SourceFile file, Consumer<MethodTree> action) {
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethod(MethodTree node, @Nullable Void ignored) {
        action.accept(node);
        return super.visitMethod(node, null);
      }
    }.scan(file.tree(), null);
  }

  private static void eachType(SourceFile file, BiConsumer<TreePath, ClassTree> action) {
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitClass(ClassTree node, @Nullable Void ignored) {
        action.accept(getCurrentPath(), node);
        return super.visitClass(node, null);
      }
    }.scan(file.tree(), null);
  }
}
