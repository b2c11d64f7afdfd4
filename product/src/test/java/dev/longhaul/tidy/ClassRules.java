package dev.longhaul.tidy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What compiled classes may use. Each rule answers with one sentence per violation, sorted.
final class ClassRules {
  private static final String OURS = Packages.ROOT + ".";

  private ClassRules() {}

  /// Uses of a package of ours that its row in [Packages] does not list.
  static List<String> unlistedEdges(JavaClasses classes, Function<String, Set<String>> mayUse) {
    return dependencies(
        classes,
        use -> {
          String from = use.getOriginClass().getPackageName();
          String to = use.getTargetClass().getPackageName();
          boolean ours = to.equals(Packages.ROOT) || to.startsWith(OURS);
          return ours && !from.equals(to) && !mayUse.apply(from).contains(to);
        });
  }

  /// Uses of types whose full name matches, from any package but those listed.
  static List<String> typesOutside(JavaClasses classes, Pattern types, Set<String> packages) {
    return dependencies(
        classes,
        use ->
            types.matcher(use.getTargetClass().getBaseComponentType().getName()).matches()
                && !packages.contains(use.getOriginClass().getPackageName()));
  }

  /// Uses of types whose full name matches, from the packages listed.
  static List<String> typesInside(JavaClasses classes, Pattern types, Set<String> packages) {
    return dependencies(
        classes,
        use ->
            types.matcher(use.getTargetClass().getBaseComponentType().getName()).matches()
                && packages.contains(use.getOriginClass().getPackageName()));
  }

  /// Calls and field reads whose `owner.member` matches, from classes that the condition picks.
  static List<String> accesses(
      JavaClasses classes, Pattern members, Predicate<JavaClass> forbidden) {
    List<String> found = new ArrayList<>();
    for (JavaClass origin : classes) {
      for (JavaAccess<?> access : origin.getAccessesFromSelf()) {
        String member = access.getTargetOwner().getName() + "." + access.getTarget().getName();
        if (members.matcher(member).matches() && forbidden.test(origin)) {
          found.add(access.getDescription());
        }
      }
    }
    return sorted(found);
  }

  static List<String> staticMutableState(JavaClasses classes) {
    List<String> found = new ArrayList<>();
    for (JavaClass type : classes) {
      for (JavaField field : type.getFields()) {
        Set<JavaModifier> modifiers = field.getModifiers();
        if (modifiers.contains(JavaModifier.STATIC) && !modifiers.contains(JavaModifier.FINAL)) {
          found.add(field.getFullName() + " is static and can change");
        }
      }
    }
    return sorted(found);
  }

  /// Optional is an answer; as a field or parameter a nullable type says the same with less.
  static List<String> optionalInputs(JavaClasses classes) {
    List<String> found = new ArrayList<>();
    for (JavaClass type : classes) {
      for (JavaField field : type.getFields()) {
        if (field.getRawType().isEquivalentTo(Optional.class)) {
          found.add(field.getFullName() + " is an Optional");
        }
      }
      for (JavaCodeUnit unit : type.getCodeUnits()) {
        boolean written = !unit.getModifiers().contains(JavaModifier.SYNTHETIC);
        if (written && unit.getRawParameterTypes().stream().anyMatch(ClassRules::isOptional)) {
          found.add(unit.getFullName() + " takes an Optional");
        }
      }
    }
    return sorted(found);
  }

  /// Public top-level classes of the packages that no class of the user package needs.
  static List<String> needlesslyPublic(JavaClasses classes, Set<String> packages, String user) {
    List<String> found = new ArrayList<>();
    for (JavaClass type : classes) {
      boolean isPublic = type.getModifiers().contains(JavaModifier.PUBLIC);
      boolean used =
          type.getDirectDependenciesToSelf().stream()
              .anyMatch(use -> use.getOriginClass().getPackageName().equals(user));
      if (type.isTopLevelClass() && packages.contains(type.getPackageName()) && isPublic && !used) {
        found.add(type.getName() + " is public, but nothing in " + user + " needs it");
      }
    }
    return sorted(found);
  }

  private static boolean isOptional(JavaClass type) {
    return type.isEquivalentTo(Optional.class);
  }

  private static List<String> dependencies(JavaClasses classes, Predicate<Dependency> violation) {
    List<String> found = new ArrayList<>();
    for (JavaClass type : classes) {
      for (Dependency use : type.getDirectDependenciesFromSelf()) {
        if (violation.test(use)) {
          found.add(use.getDescription());
        }
      }
    }
    return sorted(found);
  }

  private static List<String> sorted(List<String> sentences) {
    return sentences.stream().distinct().sorted(Comparator.naturalOrder()).toList();
  }
}
