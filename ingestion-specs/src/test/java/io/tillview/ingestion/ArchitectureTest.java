package io.tillview.ingestion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tillview.ingestion", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.tillview.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_other_room_is_needed = classes()
            .that()
            // Druid's extension is a module of its own; tests here read specs with it.
            .resideInAPackage("io.tillview.ingestion")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.tillview.ingestion..",
                    "io.tillview.events..",
                    "java..",
                    "org.apache.kafka..",
                    "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule specs_and_clients_know_none_of_what_uses_them = noClasses()
            .that()
            .resideInAPackage("io.tillview.ingestion")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tillview.ingestion.*..");

    @ArchTest
    static final ArchRule druid_is_asked_in_two_places = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(Overlord|Broker)Client")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..");
}
