package io.tillview.tenancy.druid;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tillview.tenancy.druid", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule of_our_own_it_knows_tenancy_only = classes()
            .that()
            .resideInAPackage("io.tillview.tenancy.druid")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.tillview.tenancy",
                    "io.tillview.tenancy.token",
                    "io.tillview.tenancy.druid",
                    "java..",
                    "javax.servlet..",
                    "com.fasterxml.jackson..",
                    "com.github.benmanes.caffeine.cache..",
                    "com.google.common..",
                    "com.google.inject..",
                    "org.apache.druid..",
                    "org.jboss.netty..",
                    "org.joda.time..");

    @ArchTest
    static final ArchRule tokens_are_verified_by_the_core_alone =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.jose4j..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl");
}
