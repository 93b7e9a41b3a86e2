package io.tillview.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tillview.command", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule it_stands_on_the_other_rooms_and_talks_to_nothing_past_them = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.tillview.command..",
                    "io.tillview.cluster..",
                    "io.tillview.ingestion..",
                    "io.tillview.events..",
                    "io.tillview.demo..",
                    "io.tillview.benchmarks..",
                    "io.tillview.tenancy..",
                    "picocli..",
                    "com.fasterxml.jackson..",
                    "java..");

    @ArchTest
    static final ArchRule it_starts_and_stops_through_the_supervision_alone =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.tillview.cluster.services..");

    @ArchTest
    static final ArchRule nothing_but_the_command_itself_is_public = noClasses()
            .that()
            .doNotHaveSimpleName("Tillview")
            .and()
            .areTopLevelClasses()
            .should()
            .bePublic();

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*(Util|Utils|Helper|Manager)");
}
