package io.tillview.query.directory;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.tillview.tenancy.token.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.Driver;

/**
 * The database, whose tables are made before the first use. Connections are opened when they are needed, and no sooner: the service
 * starts without.
 *
 * <p>Safe for use by many threads. When it can't be reached, one caller finds out and the others of that second hear the same.
 */
public final class DirectoryDatabase implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration ACQUISITION_LIMIT = Duration.ofSeconds(3);
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String MIGRATIONS = "classpath:io/tillview/query/directory";

    private final Optional<AgroalDataSource> pool;
    private final Object migrating = new Object();
    private volatile boolean migrated;
    private volatile Long failedNanos;

    /**
     * Opens no connection.
     *
     * @param config a configuration without faults; where it names no address, the database is always away
     * @throws io.tillview.tenancy.token.UnusableFileException if the password can't be read
     */
    public DirectoryDatabase(DirectoryConfig config) {
        this(config, config.maxConnections(), ANSWER_LIMIT);
    }

    /**
     * Opens no connection.
     *
     * @param config as above
     * @param maxConnections the most connections
     * @param answerLimit how long the database may leave unanswered what it is asked, in whole seconds
     */
    DirectoryDatabase(DirectoryConfig config, int maxConnections, Duration answerLimit) {
        this.pool = config.address().map(address -> pool(address, config, maxConnections, answerLimit));
    }

    private static AgroalDataSource pool(
            String address, DirectoryConfig config, int maxConnections, Duration answerLimit) {
        Secret password = Secret.readFrom(Path.of(config.passwordFile().orElseThrow()));
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .minSize(0)
                        .initialSize(0)
                        .maxSize(maxConnections)
                        .acquisitionTimeout(ACQUISITION_LIMIT)
                        // One that broke is not used again, however often it is asked for.
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .idleValidationTimeout(Duration.ofSeconds(5))
                        .reapTimeout(Duration.ofMinutes(5))
                        .connectionFactoryConfiguration(one -> one.connectionProviderClass(Driver.class)
                                .jdbcUrl("jdbc:postgresql://" + address + "/" + config.database())
                                .jdbcProperty("connectTimeout", "2")
                                .jdbcProperty("loginTimeout", "3")
                                .jdbcProperty("socketTimeout", Long.toString(answerLimit.toSeconds()))
                                .jdbcProperty("ApplicationName", "tillview-query-service")
                                .principal(new NamePrincipal(config.user()))
                                .credential(new SimplePassword(password.reveal()))));
        try {
            return AgroalDataSource.from(configuration);
        } catch (SQLException e) {
            throw new IllegalStateException("A pool opens no connection when it is made.", e);
        }
    }

    /** Whether there is one at all. */
    public boolean isConfigured() {
        return pool.isPresent();
    }

    /**
     * Does some work on a connection that is its own, each statement by itself.
     *
     * @throws DirectoryUnavailableException if the database can't be reached, or doesn't do it
     */
    <T> T with(Work<T> work) {
        AgroalDataSource connections = pool.orElseThrow(
                () -> new DirectoryUnavailableException("The directory database is not configured.", null));
        Long failed = failedNanos;
        if (failed != null && System.nanoTime() - failed < QUIET_NANOS) {
            throw new DirectoryUnavailableException("The directory database can't be reached.", null);
        }
        try {
            migrate(connections);
            try (Connection connection = connections.getConnection()) {
                T done = work.on(connection);
                failedNanos = null;
                return done;
            }
        } catch (SQLException | FlywayException e) {
            failedNanos = System.nanoTime();
            throw new DirectoryUnavailableException("The directory database can't be reached.", e);
        }
    }

    private void migrate(AgroalDataSource connections) {
        if (migrated) {
            return;
        }
        synchronized (migrating) {
            if (!migrated) {
                Flyway.configure(DirectoryDatabase.class.getClassLoader())
                        .dataSource(connections)
                        .locations(MIGRATIONS)
                        .connectRetries(0)
                        .load()
                        .migrate();
                migrated = true;
            }
        }
    }

    @Override
    public void close() {
        pool.ifPresent(AgroalDataSource::close);
    }

    /**
     * What is done on a connection.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    interface Work<T> {
        /** Does it. */
        T on(Connection connection) throws SQLException;
    }
}
