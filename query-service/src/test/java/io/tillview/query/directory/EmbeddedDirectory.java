package io.tillview.query.directory;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A real PostgreSQL for tests, and the configuration that leads to it. */
final class EmbeddedDirectory implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final DirectoryConfig config;

    /** @param folder where the password's file is put */
    EmbeddedDirectory(Path folder) throws IOException {
        this.postgres = EmbeddedPostgres.builder().start();
        this.config = config(folder, postgres.getPort());
    }

    DirectoryConfig config() {
        return config;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    /** Leads to whatever listens at a port. */
    static DirectoryConfig config(Path folder, int port) throws IOException {
        Path password = folder.resolve("password-" + port);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "a-password-of-some-length\n");
        return new SmallRyeConfigBuilder()
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
                .getConfigMapping(DirectoryConfig.class);
    }
}
