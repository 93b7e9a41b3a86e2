package io.tillview.query.directory;

import io.tillview.query.suspensions.SuspendedMerchants;
import io.tillview.query.suspensions.Suspension;
import io.tillview.query.suspensions.SuspensionStore;
import io.tillview.query.suspensions.SuspensionsUnavailableException;
import io.tillview.tenancy.MerchantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Suspensions in the table {@code merchant_suspension}. Has connections of its own, which give up sooner than those of exports: who
 * reads every second had better try again than wait.
 */
public final class PostgreSqlSuspensionStore implements SuspensionStore, AutoCloseable {
    private static final int CONNECTIONS = 2;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final String CHANGED =
            "WITH changed AS (UPDATE merchant_suspension_revision SET revision = gen_random_uuid()) ";

    private final DirectoryDatabase database;

    /**
     * Opens no connection.
     *
     * @param config a configuration without faults
     * @throws io.tillview.tenancy.token.UnusableFileException if the password can't be read
     */
    public PostgreSqlSuspensionStore(DirectoryConfig config) {
        this.database = new DirectoryDatabase(config, CONNECTIONS, ANSWER_LIMIT);
    }

    @Override
    public boolean isConfigured() {
        return database.isConfigured();
    }

    @Override
    public Suspension suspend(MerchantId merchant, String reason, String by) {
        String insert = CHANGED + "INSERT INTO merchant_suspension (merchant_id, reason, suspended_by) VALUES (?, ?, ?)"
                + " ON CONFLICT (merchant_id) DO UPDATE SET reason = excluded.reason,"
                + " suspended_by = excluded.suspended_by RETURNING *";
        return run(insert, sql -> sql.with(merchant.value(), reason, by)
                .first(PostgreSqlSuspensionStore::suspension)
                .orElseThrow());
    }

    @Override
    public boolean lift(MerchantId merchant) {
        String delete = CHANGED + "DELETE FROM merchant_suspension WHERE merchant_id = ? RETURNING *";
        return run(delete, sql -> sql.with(merchant.value())
                .first(PostgreSqlSuspensionStore::suspension)
                .isPresent());
    }

    @Override
    public Optional<Suspension> find(MerchantId merchant) {
        return run("SELECT * FROM merchant_suspension WHERE merchant_id = ?", sql -> sql.with(merchant.value())
                .first(PostgreSqlSuspensionStore::suspension));
    }

    @Override
    public List<Suspension> list(Optional<MerchantId> after, int atMost) {
        return run(
                "SELECT * FROM merchant_suspension WHERE merchant_id > ? ORDER BY merchant_id LIMIT ?",
                // No id is as small as the empty text.
                sql -> sql.with(after.map(MerchantId::value).orElse(""), atMost)
                        .rows(PostgreSqlSuspensionStore::suspension));
    }

    @Override
    public Optional<SuspendedMerchants> changed(Optional<UUID> known) {
        return reaching(connection -> {
            // Before the merchants: a change in between is in them, and is read again once more for nothing.
            UUID revision = revision(connection);
            if (known.filter(revision::equals).isPresent()) {
                return Optional.empty();
            }
            try (Sql sql = new Sql(connection, "SELECT merchant_id FROM merchant_suspension")) {
                return Optional.of(
                        new SuspendedMerchants(revision, new HashSet<>(sql.rows(PostgreSqlSuspensionStore::merchant))));
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private static UUID revision(Connection connection) throws SQLException {
        try (Sql sql = new Sql(connection, "SELECT revision FROM merchant_suspension_revision")) {
            return sql.first(row -> row.getObject("revision", UUID.class))
                    .orElseThrow(() -> new SQLException("merchant_suspension_revision has lost its row."));
        }
    }

    private static Suspension suspension(ResultSet row) throws SQLException {
        return new Suspension(
                merchant(row),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getString("reason"),
                row.getString("suspended_by"));
    }

    private static MerchantId merchant(ResultSet row) throws SQLException {
        return new MerchantId(row.getString("merchant_id"));
    }

    private <T> T run(String text, Sql.Use<T> use) {
        return reaching(connection -> {
            try (Sql sql = new Sql(connection, text)) {
                return use.of(sql);
            }
        });
    }

    private <T> T reaching(DirectoryDatabase.Work<T> work) {
        try {
            return database.with(work);
        } catch (DirectoryUnavailableException e) {
            throw new SuspensionsUnavailableException(e.getMessage(), e.getCause());
        }
    }
}
