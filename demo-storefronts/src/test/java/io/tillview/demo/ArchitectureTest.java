package io.tillview.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tillview.demo", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule uses_the_sdk_as_anybody_would = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.tillview.demo",
                    "io.tillview.events",
                    "io.tillview.events.encoding",
                    "io.tillview.events.publishing",
                    "io.tillview.events.kafka",
                    "com.fasterxml.jackson.core..");

    @ArchTest
    static final ArchRule only_the_program_knows_that_it_is_kafka = noClasses()
            .that()
            .doNotHaveSimpleName("DemoProcess")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tillview.events.kafka");
}
