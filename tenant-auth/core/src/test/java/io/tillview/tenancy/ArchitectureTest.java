package io.tillview.tenancy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tillview", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_vocabulary_depends_on_the_jdk_only = classes()
            .that()
            .resideInAPackage("io.tillview.tenancy")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.tillview.tenancy", "java..");

    @ArchTest
    static final ArchRule tokens_know_the_vocabulary_and_the_jwt_library = classes()
            .that()
            .resideInAPackage("io.tillview.tenancy.token")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.tillview.tenancy", "io.tillview.tenancy.token", "java..", "org.jose4j..");

    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("io.tillview.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..");
}
