package io.tillview.cluster.metadata;

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
                    "io.tillview.cluster.metadata",
                    "java..",
                    "com.google.common..",
                    "com.google.inject..",
                    "org.apache.commons.dbcp2..",
                    "org.apache.druid..",
                    "org.skife.jdbi..");

    @ArchTest
    static final ArchRule the_driver_is_known_by_name_only =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.postgresql..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl");
}
