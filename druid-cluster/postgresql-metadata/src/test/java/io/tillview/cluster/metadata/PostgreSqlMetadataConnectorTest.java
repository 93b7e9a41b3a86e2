package io.tillview.cluster.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Suppliers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.druid.metadata.MetadataCASUpdate;
import org.apache.druid.metadata.MetadataStorageConnectorConfig;
import org.apache.druid.metadata.MetadataStorageTablesConfig;
import org.apache.druid.segment.metadata.CentralizedDatasourceSchemaConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skife.jdbi.v2.exceptions.CallbackFailedException;

/** On a real PostgreSQL. */
class PostgreSqlMetadataConnectorTest {
    private static final MetadataStorageTablesConfig TABLES = MetadataStorageTablesConfig.fromBase("druid");

    private static EmbeddedPostgres postgres;
    private static PostgreSqlMetadataConnector connector;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        MetadataStorageConnectorConfig config = MetadataStorageConnectorConfig.create(
                postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres", null);
        connector = new PostgreSqlMetadataConnector(
                Suppliers.ofInstance(config),
                Suppliers.ofInstance(TABLES),
                CentralizedDatasourceSchemaConfig.create(true));
        createAllTables();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static void createAllTables() {
        connector.createSegmentSchemasTable();
        connector.createDataSourceTable();
        connector.createPendingSegmentsTable();
        connector.createSegmentTable();
        connector.createUpgradeSegmentsTable();
        connector.createRulesTable();
        connector.createConfigTable();
        connector.createTaskTables();
        connector.createSupervisorsTable();
        connector.createAuditTable();
    }

    @Test
    void creates_every_table_of_druid_once() {
        createAllTables();

        List<String> tables = connector.retryWithHandle(
                handle -> handle.createQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                        .map((index, row, context) -> row.getString(1))
                        .list());
        assertThat(tables)
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                TABLES.getSegmentSchemasTable(),
                                TABLES.getDataSourceTable(),
                                TABLES.getPendingSegmentsTable(),
                                TABLES.getSegmentsTable(),
                                TABLES.getUpgradeSegmentsTable(),
                                TABLES.getRulesTable(),
                                TABLES.getConfigTable(),
                                TABLES.getTasksTable(),
                                TABLES.getTaskLockTable(),
                                TABLES.getSupervisorTable(),
                                TABLES.getAuditTable())
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void finds_tables_columns_and_indexes_whatever_their_case() {
        boolean known = connector.retryWithHandle(handle -> connector.tableExists(handle, "Druid_Segments"));
        boolean unknown = connector.retryWithHandle(handle -> connector.tableExists(handle, "druid_nothing"));

        assertThat(known).isTrue();
        assertThat(unknown).isFalse();
        assertThat(connector.tableHasColumn("druid_segments", "USED_STATUS_LAST_UPDATED"))
                .isTrue();
        assertThat(connector.tableHasColumn("druid_segments", "used_status_last_update_"))
                .isFalse();
        assertThat(connector.tableHasColumn("druid_nothing", "id")).isFalse();
        assertThat(connector.getIndexOnTable("Druid_Segments"))
                .contains("IDX_DRUID_SEGMENTS_DATASOURCE_UPGRADED_FROM_SEGMENT_ID");
    }

    @Test
    void keeps_the_last_of_two_values() {
        connector.insertOrUpdate(TABLES.getConfigTable(), "name", "payload", "greeting", "hello".getBytes(UTF_8));
        connector.insertOrUpdate(TABLES.getConfigTable(), "name", "payload", "greeting", "good day".getBytes(UTF_8));

        byte[] value = connector.lookup(TABLES.getConfigTable(), "name", "payload", "greeting");
        assertThat(value).asString(UTF_8).isEqualTo("good day");
    }

    @Test
    void writers_of_one_new_key_do_not_collide() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String key = "key-" + i / 4;
            writers.add(() ->
                    connector.insertOrUpdate(TABLES.getConfigTable(), "name", "payload", key, key.getBytes(UTF_8)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> written : threads.invokeAll(writers)) {
                written.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(connector.lookup(TABLES.getConfigTable(), "name", "payload", "key-9"))
                .asString(UTF_8)
                .isEqualTo("key-9");
    }

    @Test
    void swaps_a_value_only_if_nobody_else_did() {
        byte[] first = "first".getBytes(UTF_8);
        byte[] second = "second".getBytes(UTF_8);

        boolean created = connector.compareAndSwap(List.of(swap(null, first)));
        boolean stale = connector.compareAndSwap(List.of(swap(second, first)));
        boolean swapped = connector.compareAndSwap(List.of(swap(first, second)));

        assertThat(List.of(created, stale, swapped)).containsExactly(true, false, true);
        assertThat(connector.lookup(TABLES.getConfigTable(), "name", "payload", "swapped"))
                .isEqualTo(second);
    }

    @Test
    void limits_and_quotes_as_postgresql_does() {
        List<Integer> rows = connector.retryWithHandle(handle -> handle.createQuery(
                        "SELECT n AS " + connector.getQuoteString() + "end" + connector.getQuoteString()
                                + " FROM generate_series(1, 10) AS n " + connector.limitClause(3))
                .map((index, row, context) -> row.getInt("end"))
                .list());

        assertThat(rows).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "53300, true",
        "40001, true",
        "40P01, true",
        "57P01, true",
        "57P03, true",
        "23505, false",
        "42P01, false",
        "57014, false",
        "28P01, false",
        "0, false"
    })
    void tries_again_only_what_may_pass(String state, boolean again) {
        SQLException failure = new SQLException("failed", state);

        assertThat(connector.isTransientException(new CallbackFailedException(failure)))
                .isEqualTo(again);
        assertThat(connector.isTransientException(new SQLException("failed"))).isFalse();
    }

    private static MetadataCASUpdate swap(byte[] from, byte[] to) {
        return new MetadataCASUpdate(TABLES.getConfigTable(), "name", "payload", "swapped", from, to);
    }
}
