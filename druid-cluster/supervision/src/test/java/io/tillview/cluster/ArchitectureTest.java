package io.tillview.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tillview.cluster", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("io.tillview.cluster.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule arrows_point_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("vocabulary")
            .definedBy("io.tillview.cluster")
            .layer("process")
            .definedBy("io.tillview.cluster.process")
            .layer("services")
            .definedBy("io.tillview.cluster.services")
            .layer("supervision")
            .definedBy("io.tillview.cluster.supervision")
            .layer("containers")
            .definedBy("io.tillview.cluster.containers")
            .whereLayer("containers")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("supervision")
            .mayOnlyBeAccessedByLayers("containers")
            .whereLayer("services")
            .mayOnlyBeAccessedByLayers("supervision", "containers")
            .whereLayer("process")
            .mayOnlyBeAccessedByLayers("services", "supervision")
            .whereLayer("vocabulary")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule it_knows_of_other_rooms_only_the_vocabulary_of_tenancy = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tillview.query..",
                    "io.tillview.events..",
                    "io.tillview.ingestion..",
                    "io.tillview.command..",
                    "org.apache.druid..");

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*(Util|Utils|Helper|Manager)");
}
