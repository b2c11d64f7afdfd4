package dev.longhaul.tidy;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.longhaul.Main;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the compiled product to its package graph and to what each package may touch.
/// [ClassRulesTest] shows that each rule can fail.
final class ArchitectureTest {
  private static final JavaClasses PRODUCT = product();

  /// Where time, chance and threads may come from.
  private static final Set<String> EFFECTS = union(Packages.ADAPTERS, Set.of(Packages.ROOT));

  /// Libraries that only one place may know, so that replacing one touches one package.
  private static final Map<String, Set<String>> LIBRARIES = libraries();

  @Test
  void packagesUseOnlyWhatTheirRowLists() {
    assertThat(ClassRules.unlistedEdges(PRODUCT, Packages::mayUse)).isEmpty();
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.longhaul.(*)..").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void eachLibraryIsKnownInOnePlace() {
    LIBRARIES.forEach((types, packages) ->
        assertThat(ClassRules.typesOutside(PRODUCT, Pattern.compile(types), packages))
            .as("%s belongs to %s", types, packages)
            .isEmpty());
  }

  @Test
  void valuesTouchNothing() {
    assertThat(ClassRules.typesInside(PRODUCT, Forbidden.IN_VALUES, Packages.VALUES)).isEmpty();
  }

  @Test
  void theEngineWaitsOnlyThroughPorts() {
    assertThat(ClassRules.typesInside(PRODUCT, Forbidden.BLOCKING, Packages.ENGINE)).isEmpty();
    assertThat(ClassRules.accesses(PRODUCT, Forbidden.MONITORS, type -> true)).isEmpty();
  }

  @Test
  void timeAndChanceComeOnlyThroughPorts() {
    assertThat(ClassRules.accesses(PRODUCT, Forbidden.EFFECTS, type -> !isIn(type, EFFECTS)))
        .isEmpty();
    assertThat(ClassRules.typesOutside(PRODUCT, Forbidden.EFFECT_TYPES, EFFECTS)).isEmpty();
  }

  @Test
  void onlyMainEndsTheProcess() {
    assertThat(ClassRules.accesses(PRODUCT, Forbidden.EXITS, type -> !isMain(type))).isEmpty();
  }

  @Test
  void onlyTheCommandLinePrints() {
    Set<String> mayPrint = Set.of("dev.longhaul.cli", "dev.longhaul.log.slf4j", Packages.ROOT);

    assertThat(ClassRules.accesses(PRODUCT, Forbidden.PRINTING, type -> !isIn(type, mayPrint)))
        .isEmpty();
  }

  @Test
  void nothingIsReflective() {
    assertThat(ClassRules.typesOutside(PRODUCT, Forbidden.REFLECTION, Set.of())).isEmpty();
    assertThat(ClassRules.accesses(PRODUCT, Forbidden.REFLECTIVE_CALLS, type -> true)).isEmpty();
  }

  @Test
  void nothingStaticChanges() {
    assertThat(ClassRules.staticMutableState(PRODUCT)).isEmpty();
  }

  @Test
  void optionalIsOnlyAnAnswer() {
    assertThat(ClassRules.optionalInputs(PRODUCT)).isEmpty();
  }

  @Test
  void adaptersShowOnlyWhatTheWiringNeeds() {
    if (PRODUCT.contain("dev.longhaul.Wiring")) {
      List<String> found = ClassRules.needlesslyPublic(PRODUCT, Packages.ADAPTERS, Packages.ROOT);
      assertThat(found).isEmpty();
    }
  }

  private static boolean isIn(JavaClass type, Set<String> packages) {
    return packages.contains(type.getPackageName());
  }

  private static boolean isMain(JavaClass type) {
    return type.getName().matches("dev\\.longhaul\\.Main(\\$.*)?");
  }

  private static Map<String, Set<String>> libraries() {
    String root = Packages.ROOT;
    Map<String, Set<String>> libraries = new LinkedHashMap<>();
    libraries.put(
        "software\\.amazon\\.awssdk\\..*",
        Set.of(
            root + ".store.aws",
            root + ".hint.sqs",
            root + ".alert.send",
            root + ".s3copy.cloudwatch",
            root + ".s3copy.dynamodb",
            root + ".s3copy.lambda",
            root + ".s3copy.ssm",
            root + ".deploy.cloudformation"));
    libraries.put(
        "software\\.amazon\\.awssdk\\.services\\.lambda\\..*", Set.of(root + ".s3copy.lambda"));
    libraries.put("software\\.amazon\\.awssdk\\.services\\.sqs\\..*", Set.of(root + ".hint.sqs"));
    libraries.put("software\\.amazon\\.awssdk\\.services\\.sns\\..*", Set.of(root + ".alert.send"));
    libraries.put(
        "software\\.amazon\\.awssdk\\.services\\.secretsmanager\\..*", Set.of(root + ".store.aws"));
    libraries.put(
        "software\\.amazon\\.awssdk\\.services\\.dynamodb\\..*", Set.of(root + ".s3copy.dynamodb"));
    libraries.put(
        "software\\.amazon\\.awssdk\\.services\\.cloudwatch\\..*",
        Set.of(root + ".s3copy.cloudwatch"));
    libraries.put(
        "software\\.amazon\\.awssdk\\.services\\.cloudformation\\..*",
        Set.of(root + ".deploy.cloudformation"));
    libraries.put("com\\.amazonaws\\..*", Set.of(root));
    libraries.put("com\\.sun\\.net\\.httpserver\\..*", Set.of());
    libraries.put("org\\.slf4j\\..*", Set.of(root + ".log.slf4j"));
    libraries.put("org\\.apache\\.hc\\..*", Set.of(root + ".store.s3"));
    libraries.put("org\\.eclipse\\.jetty\\..*", Set.of(root + ".http.jetty"));
    libraries.put("javax\\.xml\\..*", Set.of(root + ".store.s3"));
    libraries.put("(javax?\\.sql|org\\.sqlite)\\..*", Set.of(root + ".ledger.sqlite"));
    libraries.put("org\\.snakeyaml\\..*", Set.of(root + ".config.yaml"));
    libraries.put(
        "(dev\\.hardwood|org\\.xerial\\.snappy)\\..*", Set.of(root + ".scan.inventory.parquet"));
    libraries.put("picocli\\..*", Set.of(root + ".cli", root));
    libraries.put("(io\\.micrometer|io\\.prometheus)\\..*", Set.of(root + ".console"));
    libraries.put("(me\\.tongfei|org\\.jline)\\..*", Set.of(root + ".cli"));
    return libraries;
  }

  /// Only the product's own classes: the tests may do what they like, and so may the services that
  /// they and the demo use, which are in no jar that is shipped.
  private static JavaClasses product() {
    try {
      Path classes =
          Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ClassFileImporter()
          .withImportOption(location -> !location.contains("/dev/longhaul/rehearsal/"))
          .importPath(classes);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }
}
