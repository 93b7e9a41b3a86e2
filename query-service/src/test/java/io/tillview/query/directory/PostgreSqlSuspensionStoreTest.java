package io.tillview.query.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillview.query.suspensions.SuspensionStore;
import io.tillview.query.suspensions.SuspensionStoreContract;
import io.tillview.query.suspensions.SuspensionsUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL, whose tables the migrations have made. */
class PostgreSqlSuspensionStoreTest extends SuspensionStoreContract {
    @TempDir
    static Path folder;

    private static EmbeddedDirectory directory;
    private static DirectoryDatabase database;
    private static PostgreSqlSuspensionStore store;

    @BeforeAll
    static void start() throws IOException {
        directory = new EmbeddedDirectory(folder);
        database = new DirectoryDatabase(directory.config());
        store = new PostgreSqlSuspensionStore(directory.config());
    }

    @AfterAll
    static void stop() throws IOException {
        store.close();
        database.close();
        directory.close();
    }

    @Override
    protected SuspensionStore emptyStore() {
        execute("DELETE FROM merchant_suspension");
        return store;
    }

    @Test
    void connections_that_break_are_replaced() {
        assertThat(store.changed(Optional.empty())).isPresent();

        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                + " AND application_name = 'tillview-query-service'");

        // Asked more often than idle connections are looked at.
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> store.changed(Optional.empty())
                .isPresent());
    }

    @Test
    void a_database_that_is_away_is_said_to_be() throws IOException {
        try (PostgreSqlSuspensionStore away = new PostgreSqlSuspensionStore(EmbeddedDirectory.config(folder, 9))) {
            assertThat(away.isConfigured()).isTrue();
            assertThatThrownBy(() -> away.changed(Optional.empty()))
                    .isInstanceOf(SuspensionsUnavailableException.class);
        }
    }

    @Test
    void a_database_that_takes_connections_and_is_silent_is_not_waited_for() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                PostgreSqlSuspensionStore store =
                        new PostgreSqlSuspensionStore(EmbeddedDirectory.config(folder, silent.getLocalPort()))) {
            long begun = System.nanoTime();

            assertThatThrownBy(() -> store.changed(Optional.empty()))
                    .isInstanceOf(SuspensionsUnavailableException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void without_an_address_there_are_none() {
        DirectoryConfig none = new SmallRyeConfigBuilder()
                .withMapping(DirectoryConfig.class)
                .build()
                .getConfigMapping(DirectoryConfig.class);

        try (PostgreSqlSuspensionStore nowhere = new PostgreSqlSuspensionStore(none)) {
            assertThat(nowhere.isConfigured()).isFalse();
        }
    }

    private static void execute(String sql) {
        database.with(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
