package io.tillview.query.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.exports.ClaimedExport;
import io.tillview.query.exports.ExportStore;
import io.tillview.query.exports.ExportStoreContract;
import io.tillview.query.exports.ExportsUnavailableException;
import io.tillview.tenancy.MerchantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL, whose tables the migrations have made. */
class PostgreSqlExportStoreTest extends ExportStoreContract {
    private static final MerchantId SHOP = new MerchantId("shop-1");
    private static final Duration LEASE = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static EmbeddedDirectory directory;
    private static DirectoryDatabase database;

    @BeforeAll
    static void start() throws IOException {
        directory = new EmbeddedDirectory(folder);
        database = new DirectoryDatabase(directory.config());
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        directory.close();
    }

    @Override
    protected ExportStore emptyStore() {
        database.with(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("DELETE FROM export_job");
            }
        });
        return new PostgreSqlExportStore(database);
    }

    @Test
    void a_suspended_merchants_exports_rest_until_that_is_lifted() {
        ExportStore store = emptyStore();
        store.add(export(SHOP), 10, LEASE);
        ClaimedExport running = store.claim(LEASE).orElseThrow();
        store.add(export(new MerchantId("shop-2")), 10, LEASE);
        try (PostgreSqlSuspensionStore suspensions = new PostgreSqlSuspensionStore(directory.config())) {
            suspensions.suspend(SHOP, "unpaid", "ann");

            assertThat(store.renew(Set.of(running.claim()), LEASE)).isEmpty();
            store.release(running, Duration.ZERO);
            assertThat(store.claim(LEASE))
                    .hasValueSatisfying(
                            other -> assertThat(other.job().scope().merchant()).isEqualTo(new MerchantId("shop-2")));
            assertThat(store.claim(LEASE)).isEmpty();

            suspensions.lift(SHOP);

            assertThat(store.claim(LEASE))
                    .hasValueSatisfying(again ->
                            assertThat(again.job().id()).isEqualTo(running.job().id()));
        }
    }

    @Test
    void a_database_that_is_away_is_said_to_be() throws IOException {
        try (DirectoryDatabase away = new DirectoryDatabase(EmbeddedDirectory.config(folder, 9))) {
            ExportStore store = new PostgreSqlExportStore(away);

            assertThatThrownBy(() -> store.claim(Duration.ofSeconds(30)))
                    .isInstanceOf(ExportsUnavailableException.class);
        }
    }
}
