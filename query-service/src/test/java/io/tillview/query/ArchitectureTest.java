package io.tillview.query;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.sql.CheckedSql;
import io.tillview.tenancy.Caller;
import io.tillview.tenancy.MerchantAccess;
import java.sql.Statement;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** The arrows between the packages, and the one rule that matters most: no SQL without a merchant. */
@AnalyzeClasses(packages = "io.tillview.query", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String MERCHANT_SCOPES = "io.tillview.query.http.MerchantScopes";

    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("io.tillview.query.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_vocabulary_imports_no_sibling = noClasses()
            .that()
            .resideInAPackage("io.tillview.query")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.tillview.query..").and(not(resideInAPackage("io.tillview.query"))));

    @ArchTest
    static final ArchRule journeys_know_nothing_but_the_vocabulary = noClasses()
            .that()
            .resideInAPackage("io.tillview.query.journeys")
            .should()
            .dependOnClassesThat(resideInAPackage("io.tillview..")
                    .and(not(resideInAPackage("io.tillview.query")))
                    .and(not(resideInAPackage("io.tillview.query.journeys"))));

    @ArchTest
    static final ArchRule sketches_are_read_in_one_package = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillview.query.merging")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.datasketches.."));

    @ArchTest
    static final ArchRule merging_asks_nobody = noClasses()
            .that()
            .resideInAPackage("io.tillview.query.merging")
            .should()
            .dependOnClassesThat(resideInAPackage("io.tillview..")
                    .and(not(resideInAnyPackage(
                            "io.tillview.query",
                            "io.tillview.query.catalog",
                            "io.tillview.query.scoping",
                            "io.tillview.query.merging"))));

    @ArchTest
    static final ArchRule arrows_go_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("vocabulary")
            .definedBy("io.tillview.query")
            .layer("catalog")
            .definedBy("io.tillview.query.catalog..")
            .layer("journeys")
            .definedBy("io.tillview.query.journeys..")
            .layer("request")
            .definedBy("io.tillview.query.request..")
            .layer("sql")
            .definedBy("io.tillview.query.sql..")
            .layer("scoping")
            .definedBy("io.tillview.query.scoping..")
            .layer("merging")
            .definedBy("io.tillview.query.merging..")
            .layer("answering")
            .definedBy("io.tillview.query.answering..")
            .layer("paging")
            .definedBy("io.tillview.query.paging..")
            .layer("freshness")
            .definedBy("io.tillview.query.freshness..")
            .layer("segments")
            .definedBy("io.tillview.query.segments..")
            .layer("druid")
            .definedBy("io.tillview.query.druid..")
            .layer("kafka")
            .definedBy("io.tillview.query.kafka..")
            .layer("exports")
            .definedBy("io.tillview.query.exports..")
            .layer("directory")
            .definedBy("io.tillview.query.directory..")
            .layer("suspensions")
            .definedBy("io.tillview.query.suspensions..")
            .layer("caching")
            .definedBy("io.tillview.query.caching..")
            .layer("redis")
            .definedBy("io.tillview.query.redis..")
            .layer("limits")
            .definedBy("io.tillview.query.limits..")
            .layer("http")
            .definedBy("io.tillview.query.http..")
            .layer("assembly")
            .definedBy("io.tillview.query.assembly..")
            .whereLayer("assembly")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("assembly")
            .whereLayer("caching")
            .mayOnlyBeAccessedByLayers("http", "redis", "assembly")
            .whereLayer("redis")
            .mayOnlyBeAccessedByLayers("assembly")
            .whereLayer("merging")
            .mayOnlyBeAccessedByLayers("caching")
            .whereLayer("limits")
            .mayOnlyBeAccessedByLayers("answering", "druid", "http", "assembly")
            .whereLayer("druid")
            .mayOnlyBeAccessedByLayers("assembly")
            .whereLayer("kafka")
            .mayOnlyBeAccessedByLayers("assembly")
            .whereLayer("directory")
            .mayOnlyBeAccessedByLayers("assembly")
            .whereLayer("exports")
            .mayOnlyBeAccessedByLayers("directory", "http", "assembly")
            .whereLayer("suspensions")
            .mayOnlyBeAccessedByLayers("request", "directory", "http", "assembly")
            .whereLayer("request")
            .mayOnlyBeAccessedByLayers("exports", "http", "assembly")
            .whereLayer("journeys")
            .mayOnlyBeAccessedByLayers("request", "scoping", "answering", "http")
            .whereLayer("answering")
            .mayOnlyBeAccessedByLayers("caching", "druid", "exports", "http", "assembly")
            .whereLayer("paging")
            .mayOnlyBeAccessedByLayers("answering", "druid", "assembly")
            .whereLayer("freshness")
            .mayOnlyBeAccessedByLayers(
                    "answering", "segments", "caching", "druid", "kafka", "exports", "http", "assembly")
            .whereLayer("segments")
            .mayOnlyBeAccessedByLayers("caching", "druid", "assembly")
            .whereLayer("sql")
            .mayOnlyBeAccessedByLayers("request", "scoping", "answering", "http", "assembly")
            .whereLayer("scoping")
            .mayOnlyBeAccessedByLayers("merging", "answering", "caching", "druid");

    @ArchTest
    static final ArchRule only_scoping_makes_scoped_sql = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillview.query.scoping")
            .should()
            .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.type(ScopedSql.class))));

    @ArchTest
    static final ArchRule scoped_sql_has_no_public_constructor =
            constructors().that().areDeclaredIn(ScopedSql.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule the_runner_takes_nothing_but_scoped_sql = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAssignableTo(QueryRunner.class)
            .and()
            .haveName("run")
            .should()
            .haveRawParameterTypes(ScopedSql.class);

    @ArchTest
    static final ArchRule one_class_asks_for_all_merchants = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(MERCHANT_SCOPES)
            .should()
            .callMethod(MerchantAccess.class, "toAllMerchants", Caller.class);

    @ArchTest
    static final ArchRule one_address_answers_about_all_merchants = noClasses()
            .that()
            .doNotHaveSimpleName("AdminQueryResource")
            .should()
            .callMethod(MERCHANT_SCOPES, "ofAllMerchants");

    @ArchTest
    static final ArchRule avatica_is_reached_from_one_package = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillview.query.druid")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.calcite.avatica..", "java.net.http..")
                    // Calcite's parser has its units of time there.
                    .and(not(resideInAPackage("org.apache.calcite.avatica.util"))));

    @ArchTest
    static final ArchRule jdbc_reaches_the_directory_database_only = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillview.query.directory")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Statement.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.agroal..", "org.flywaydb..", "org.postgresql..");

    @ArchTest
    static final ArchRule merchants_sql_is_parsed_in_one_package = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillview.query.sql")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.calcite..")
                    .and(not(resideInAPackage("org.apache.calcite.avatica.."))));

    @ArchTest
    static final ArchRule checked_sql_has_no_public_constructor =
            constructors().that().areDeclaredIn(CheckedSql.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule kafka_is_reached_from_one_package = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillview.query.kafka")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule no_event_is_read_from_kafka = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.kafka.clients.consumer..")
                    // What a group has come to is told in its terms; it reads nothing.
                    .and(not(type(OffsetAndMetadata.class))));

    @ArchTest
    static final ArchRule only_the_connection_sends_sql = noClasses()
            .that()
            .doNotHaveSimpleName("BrokerConnection")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("PrepareAndExecuteRequest");

    @ArchTest
    static final ArchRule packages_are_named_for_what_they_do =
            noClasses().should().resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..");

    @ArchTest
    static final ArchRule classes_are_named_for_what_they_do =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Common)");
}
