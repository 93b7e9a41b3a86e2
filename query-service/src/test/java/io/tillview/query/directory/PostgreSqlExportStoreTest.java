package io.tillview.query.directory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillview.query.exports.ExportStore;
import io.tillview.query.exports.ExportStoreContract;
import io.tillview.query.exports.ExportsUnavailableException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL, whose tables the migrations have made. */
class PostgreSqlExportStoreTest extends ExportStoreContract {
    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static DirectoryDatabase database;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        database = database(postgres.getPort());
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        postgres.close();
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
    void a_database_that_is_away_is_said_to_be() throws IOException {
        try (DirectoryDatabase away = database(9)) {
            ExportStore store = new PostgreSqlExportStore(away);

            assertThatThrownBy(() -> store.claim(Duration.ofSeconds(30)))
                    .isInstanceOf(ExportsUnavailableException.class);
        }
    }

    private static DirectoryDatabase database(int port) throws IOException {
        Path password = folder.resolve("password-" + port);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "a-password-of-some-length\n");
        return new DirectoryDatabase(new SmallRyeConfigBuilder()
                .withMapping(DirectoryConfig.class)
                .withDefaultValues(Map.of(
                        "tillview.directory.address",
                        "127.0.0.1:" + port,
                        "tillview.directory.database",
                        "postgres",
                        "tillview.directory.user",
                        "postgres",
                        "tillview.directory.password-file",
                        password.toString()))
                .build()
                .getConfigMapping(DirectoryConfig.class));
    }
}
