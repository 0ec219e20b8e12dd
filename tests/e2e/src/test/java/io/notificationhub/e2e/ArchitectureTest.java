package io.notificationhub.e2e;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.notificationhub.testkit.HubCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house rules that a machine can check, over the main code of all modules. */
class ArchitectureTest {
    private static final String[] WORKERS = {"push", "email", "sms", "alimtalk"};
    /** What starts the hub, tests it or loads it. */
    private static final String[] NOT_THE_HUB = {
        "io.notificationhub.local..",
        "io.notificationhub.testkit..",
        "io.notificationhub.load..",
        "io.notificationhub.bench..",
        "io.notificationhub.faults.."
    };

    private static JavaClasses hub = new ClassFileImporter().importPaths(List.<Path>of());

    @BeforeAll
    static void importAllModules() throws IOException {
        Path project = HubCommand.projectRoot();
        try (Stream<Path> folders = Files.walk(project, 4)) {
            List<Path> compiled = folders.filter(path -> path.endsWith(Path.of("target", "classes")))
                    .toList();
            assertThat(compiled).as("compiled modules").hasSizeGreaterThanOrEqualTo(18);
            hub = new ClassFileImporter().importPaths(compiled);
        }
    }

    @Test
    void timeIdsAndRandomnessAreInjected() {
        check(noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod("java.time.LocalDateTime", "now")
                .orShould()
                .callMethod("java.time.LocalDate", "now")
                .orShould()
                .callMethod("java.time.ZonedDateTime", "now")
                .orShould()
                .callMethod("java.time.OffsetDateTime", "now"));
    }

    @Test
    void nothingBlocksAndNothingSleeps() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(NOT_THE_HUB)
                .should()
                .callMethodWhere(accessOf("reactor.core.publisher.Mono", "block|blockOptional|toFuture"))
                .orShould()
                .callMethodWhere(accessOf("reactor.core.publisher.Flux", "blockFirst|blockLast|toIterable|toStream"))
                .orShould()
                .callMethodWhere(accessOf("java.lang.Thread", "sleep")));
    }

    @Test
    void jdbcIsForFlywayAlone() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(NOT_THE_HUB)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql.."));
    }

    @Test
    void contractsTemplatingAndTheKernelKnowNoSpring() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "io.notificationhub.contracts..",
                        "io.notificationhub.templating..",
                        "io.notificationhub.delivery.kernel..",
                        "io.notificationhub.intake.decide..")
                .and()
                .haveSimpleNameNotEndingWith("Policy")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.."));
    }

    @Test
    void workersDoNotKnowEachOther() {
        for (String worker : WORKERS) {
            String[] others = Stream.of(WORKERS)
                    .filter(other -> !other.equals(worker))
                    .map(other -> "io.notificationhub." + other + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage("io.notificationhub." + worker + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others));
        }
    }

    @Test
    void servicesShareLibrariesOnly() {
        check(slices().matching("io.notificationhub.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        DescribedPredicate.alwaysTrue(),
                        resideInAnyPackage(
                                "io.notificationhub.contracts..",
                                "io.notificationhub.web..",
                                "io.notificationhub.messaging..",
                                "io.notificationhub.outbox..",
                                "io.notificationhub.redis..",
                                "io.notificationhub.templating..",
                                "io.notificationhub.delivery..",
                                "io.notificationhub.local..",
                                "io.notificationhub.testkit..")));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.notificationhub.(**)").should().beFreeOfCycles());
    }

    @Test
    void nothingIsInjectedIntoFields() {
        check(fields().should()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .andShould()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Value"));
    }

    @Test
    void namesSayWhatAThingIs() {
        check(noClasses().should(be("Manager|Helper|Util|Utils|Impl|Dto")));
    }

    @Test
    void everyPackageIsNullMarked() {
        check(classes()
                .that(are(nameMatching(".*\\.package-info")))
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked"));
        List<String> unmarked = hub.stream()
                .map(each -> each.getPackageName())
                .distinct()
                .filter(name -> !hub.contain(name + ".package-info"))
                .sorted()
                .toList();
        assertThat(unmarked).as("packages without package-info").isEmpty();
    }

    private static com.tngtech.archunit.lang.ArchCondition<com.tngtech.archunit.core.domain.JavaClass> be(
            String endings) {
        return com.tngtech.archunit.lang.conditions.ArchConditions.have(nameMatching(".*(" + endings + ")"));
    }

    private static DescribedPredicate<JavaAccess<?>> accessOf(String owner, String methods) {
        return DescribedPredicate.describe(
                "access to " + owner + "." + methods,
                access -> access.getTargetOwner().getName().equals(owner)
                        && access.getName().matches(methods));
    }

    private static void check(ArchRule rule) {
        rule.check(hub);
    }
}
