package dev.longhaul.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Shows, rule by rule, that what [ArchitectureTest] forbids is found: [Sinner] breaks them all.
final class ClassRulesTest {
  private static final Set<String> HERE = Set.of("dev.longhaul.tidy");
  private static final JavaClasses SINNER =
      new ClassFileImporter().importClasses(Sinner.class, Saint.class);

  @Test
  void anEdgeThatNoRowListsIsFound() {
    assertThat(ClassRules.unlistedEdges(SINNER, from -> Set.of())).isNotEmpty();
    assertThat(ClassRules.unlistedEdges(SINNER, from -> Set.of("dev.longhaul"))).isEmpty();
  }

  @Test
  void aLibraryOutsideItsPlaceIsFound() {
    Pattern library = Pattern.compile("java\\.io\\..*Stream");

    assertThat(ClassRules.typesOutside(SINNER, library, Set.of())).isNotEmpty();
    assertThat(ClassRules.typesOutside(SINNER, library, HERE)).isEmpty();
  }

  @Test
  void aValueThatReadsIsFound() {
    assertThat(ClassRules.typesInside(SINNER, Forbidden.IN_VALUES, HERE))
        .anyMatch(use -> use.contains("InputStream"));
    assertThat(ClassRules.typesInside(SINNER, Forbidden.IN_VALUES, Set.of())).isEmpty();
  }

  @Test
  void aSemaphoreIsFoundAndAConcurrentMapIsNot() {
    assertThat(ClassRules.typesInside(SINNER, Forbidden.BLOCKING, HERE))
        .isNotEmpty()
        .allMatch(use -> use.contains("Semaphore"));
    assertThat(ClassRules.accesses(SINNER, Forbidden.MONITORS, type -> true)).hasSize(1);
  }

  @Test
  void aClockAThreadAndAnExitAreFound() {
    assertThat(ClassRules.accesses(SINNER, Forbidden.EFFECTS, type -> true)).hasSize(1);
    assertThat(ClassRules.typesOutside(SINNER, Forbidden.EFFECT_TYPES, Set.of())).isNotEmpty();
    assertThat(ClassRules.accesses(SINNER, Forbidden.EXITS, type -> true)).hasSize(1);
    assertThat(ClassRules.accesses(SINNER, Forbidden.EXITS, type -> false)).isEmpty();
  }

  @Test
  void printingAndReflectionAreFound() {
    assertThat(ClassRules.accesses(SINNER, Forbidden.PRINTING, type -> true)).hasSize(1);
    assertThat(ClassRules.accesses(SINNER, Forbidden.REFLECTIVE_CALLS, type -> true)).hasSize(2);
    assertThat(ClassRules.typesOutside(SINNER, Forbidden.REFLECTION, Set.of())).isNotEmpty();
  }

  @Test
  void aStaticFieldThatChangesIsFound() {
    assertThat(ClassRules.staticMutableState(SINNER)).hasSize(1);
  }

  @Test
  void anOptionalFieldAndParameterAreFound() {
    assertThat(ClassRules.optionalInputs(SINNER)).hasSize(2);
  }

  @Test
  void aPublicClassThatNobodyNeedsIsFound() {
    JavaClasses classes = new ClassFileImporter().importClasses(SourceTree.class);

    assertThat(ClassRules.needlesslyPublic(classes, HERE, "dev.longhaul")).hasSize(1);
    assertThat(ClassRules.needlesslyPublic(classes, Set.of(), "dev.longhaul")).isEmpty();
  }

  /// Breaks every rule; nothing runs it.
  @SuppressWarnings({"WaitNotInLoop", "unused", "UnusedVariable"})
  static final class Sinner {
    static int counter;
    private final Optional<String> name = Optional.empty();

    void sin(Optional<String> other, Semaphore permits, @Nullable InputStream body)
        throws Exception {
      permits.acquire();
      wait();
      new Thread(() -> {}).start();
      System.out.println(Instant.now());
      Class.forName("java.lang.String").getMethods()[0].getName();
      System.exit(dev.longhaul.Main.class.hashCode());
    }
  }

  /// Does what is allowed.
  static final class Saint {
    private final ConcurrentHashMap<String, String> names = new ConcurrentHashMap<>();

    @Nullable String name(String of) {
      return names.get(of);
    }
  }
}
