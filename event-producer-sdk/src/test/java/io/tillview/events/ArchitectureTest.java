package io.tillview.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tillview.events", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.tillview.events.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule arrows_point_from_kafka_to_the_vocabulary = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("vocabulary")
            .definedBy("io.tillview.events")
            .layer("encoding")
            .definedBy("io.tillview.events.encoding")
            .layer("publishing")
            .definedBy("io.tillview.events.publishing")
            .layer("spool")
            .definedBy("io.tillview.events.spool")
            .layer("kafka")
            .definedBy("io.tillview.events.kafka")
            .layer("testing")
            .definedBy("io.tillview.events.testing")
            .layer("micrometer")
            .definedBy("io.tillview.events.micrometer")
            .withOptionalLayers(true)
            .whereLayer("kafka")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("testing")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("micrometer")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("publishing")
            .mayOnlyBeAccessedByLayers("kafka", "testing", "micrometer")
            .whereLayer("spool")
            .mayOnlyBeAccessedByLayers("kafka")
            .whereLayer("encoding")
            .mayOnlyBeAccessedByLayers("kafka", "testing");

    @ArchTest
    static final ArchRule the_vocabulary_needs_the_jdk_only = classes()
            .that()
            .resideInAPackage("io.tillview.events")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.tillview.events", "java..");

    @ArchTest
    static final ArchRule the_spool_knows_nothing_of_events = classes()
            .that()
            .resideInAPackage("io.tillview.events.spool")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.tillview.events.spool", "java..", "org.slf4j..");

    @ArchTest
    static final ArchRule micrometer_is_needed_by_those_only_who_want_it = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillview.events.micrometer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule kafka_is_known_in_its_package_only = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillview.events.kafka")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule json_is_known_where_events_are_encoded = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillview.events.encoding")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..");
}
