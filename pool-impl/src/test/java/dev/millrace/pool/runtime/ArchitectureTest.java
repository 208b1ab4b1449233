package dev.millrace.pool.runtime;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import dev.millrace.pool.runtime.job.Envelopes;
import dev.millrace.pool.runtime.job.Queues;
import dev.millrace.pool.runtime.lane.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shape of the production code: what may know what, and how long a file may be. */
@Tag("once")
class ArchitectureTest {
    private static final String ROOT = "dev.millrace.pool.runtime";
    private static final int MEDIAN_LINES = 110;
    private static final int MOST_LINES = 350;

    /** Lowest first. A package knows only packages of lower levels. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("probe"),
            List.of("cells", "explain", "stats"),
            List.of("idle", "job", "jfr"),
            List.of("handle", "events"),
            List.of("lane", "admission", "fan", "strand"),
            List.of("seat", "group", "flow"),
            List.of("steal", "dispatch"),
            List.of("worker"),
            List.of("control", "watch"),
            List.of("lifecycle", "slo"),
            List.of("typed"),
            List.of("root"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.millrace.pool");

    @Test
    void shouldSeeTheClasses() {
        assertThat(CLASSES.contain(ROOT + ".AdaptivePool")).isTrue();
        assertThat(CLASSES.contain("dev.millrace.pool.WorkerPool")).isTrue();
        assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void shouldHaveNoCycleBetweenPackages() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("dev.millrace.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldKnowOnlyLowerLevels() {
        LayeredArchitecture layers = Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : LEVELS.stream().flatMap(List::stream).toList()) {
            layers = layers.layer(name).definedBy(name.equals("root") ? ROOT : ROOT + "." + name + "..");
        }
        List<String> lower = new ArrayList<>();
        for (List<String> level : LEVELS) {
            for (String name : level) {
                layers = lower.isEmpty()
                        ? layers.whereLayer(name).mayNotAccessAnyLayer()
                        : layers.whereLayer(name).mayOnlyAccessLayers(lower.toArray(String[]::new));
            }
            lower.addAll(level);
        }
        layers.check(CLASSES);
    }

    @Test
    void shouldHaveALevelForEachPackage() {
        List<String> named = LEVELS.stream().flatMap(List::stream).toList();
        List<String> found = CLASSES.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1))
                .distinct()
                .toList();

        assertThat(named).containsAll(found);
    }

    @Test
    void shouldKeepTheContractFreeOfTheRuntime() {
        classes()
                .that()
                .resideInAPackage("dev.millrace.pool")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.millrace.pool", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void shouldDependOnNothingButTheContractAndTheQueues() {
        classes()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .resideOutsideOfPackage(ROOT + ".jfr")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.millrace.pool", ROOT + "..", "java..", "org.jctools..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void shouldKnowTheQueuesInOnePlaceEach() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Queues.class, Lane.class, Envelopes.class)
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".job.Band")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jctools..")
                .check(CLASSES);
        noClasses()
                .that()
                .doNotBelongToAnyOf(Queues.class)
                .should()
                .callConstructorWhere(
                        JavaCall.Predicates.target(HasOwner.Predicates.With.owner(resideInAPackage("org.jctools.."))))
                .check(CLASSES);
    }

    @Test
    void shouldNotUseUnsafe() {
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun.misc..", "jdk.internal..", "sun..", "org.jctools.util..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.jctools.queues.MpmcArrayQueue")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.jctools.queues.SpscArrayQueue");
        rule.check(CLASSES);
    }

    @Test
    void shouldLogThroughTheSystemLoggerAlone() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
        noClasses().should().callMethod(Throwable.class, "printStackTrace").check(CLASSES);
    }

    @Test
    void shouldHaveShortFiles() throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        for (Path sources : List.of(Path.of("src/main/java"), Path.of("../pool-api/src/main/java"))) {
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                        .forEach(file -> lines.put(file.toString(), count(file)));
            }
        }
        List<Integer> sorted = lines.values().stream().sorted().toList();

        assertThat(sorted).hasSizeGreaterThan(40);
        assertThat(sorted.get(sorted.size() / 2)).as("median of %s", lines).isLessThanOrEqualTo(MEDIAN_LINES);
        assertThat(lines).allSatisfy((file, length) -> assertThat(length).isLessThanOrEqualTo(MOST_LINES));
    }

    private static int count(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
