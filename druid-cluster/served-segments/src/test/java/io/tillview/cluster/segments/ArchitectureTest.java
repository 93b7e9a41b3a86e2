package io.tillview.cluster.segments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tillview", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule an_extension_stands_alone = classes()
            .that()
            .resideInAPackage("io.tillview..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.tillview.cluster.segments",
                    "java..",
                    "javax.servlet..",
                    "javax.ws.rs..",
                    "com.fasterxml.jackson.core..",
                    "com.google.inject..",
                    "org.apache.druid..",
                    "org.joda.time..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl");
}
