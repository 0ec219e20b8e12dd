package io.notificationhub.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class DependenciesTest {

    @Test
    void contractsNeedNothingButJsonAndIdentifiers() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "io.notificationhub.contracts..",
                        "org.jspecify.annotations..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "com.github.f4b6a3.uuid..")
                .because("a producer outside this project uses them without Spring")
                .check(new ClassFileImporter()
                        .importUrl(EventJson.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()));
    }
}
