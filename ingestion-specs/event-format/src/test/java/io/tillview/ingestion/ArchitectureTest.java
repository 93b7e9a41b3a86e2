package io.tillview.ingestion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tillview.ingestion", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule of_our_rooms_only_the_sdks_vocabulary_and_encoding_are_needed = classes()
            .that()
            .resideInAPackage("io.tillview.ingestion.format")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.tillview.ingestion.format",
                    "io.tillview.ingestion.memory",
                    "io.tillview.events",
                    "io.tillview.events.encoding",
                    "java..",
                    "org.apache.druid..",
                    "org.apache.kafka.clients.consumer..",
                    "org.apache.kafka.common.header..",
                    "org.joda.time..",
                    "com.google.inject..",
                    "com.fasterxml.jackson.annotation..",
                    "com.fasterxml.jackson.databind..");

    @ArchTest
    static final ArchRule how_rows_are_held_is_druids_business_alone = classes()
            .that()
            .resideInAPackage("io.tillview.ingestion.memory")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.tillview.ingestion.memory",
                    "java..",
                    "org.apache.druid..",
                    "com.fasterxml.jackson.annotation..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..");
}
