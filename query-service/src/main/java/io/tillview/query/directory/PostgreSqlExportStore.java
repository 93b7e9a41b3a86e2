package io.tillview.query.directory;

import io.tillview.query.exports.ClaimedExport;
import io.tillview.query.exports.ExportJob;
import io.tillview.query.exports.ExportJob.Failure;
import io.tillview.query.exports.ExportProgress;
import io.tillview.query.exports.ExportStore;
import io.tillview.query.exports.ExportsUnavailableException;
import io.tillview.query.exports.NewExport;
import io.tillview.tenancy.MerchantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Exports in the table {@code export_job}. Whoever holds a claim is told by the claim's id, which every writing names: one whose
 * claim was taken over changes nothing. A suspended merchant's exports rest: none is claimed, and no lease is renewed.
 */
public final class PostgreSqlExportStore implements ExportStore {
    private static final String UNFINISHED = "state IN ('waiting', 'running')";
    private static final String OF_NO_SUSPENDED_MERCHANT =
            " AND NOT EXISTS (SELECT 1 FROM merchant_suspension WHERE merchant_suspension.merchant_id = %s.merchant_id)";
    private static final String SECONDS = "make_interval(secs => ?)";

    private final DirectoryDatabase database;
    private final ExportRow rows = new ExportRow();

    /** @param database where the table is */
    public PostgreSqlExportStore(DirectoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<ExportJob> add(NewExport export, int atMost, Duration life) {
        return reaching(connection -> {
            connection.setAutoCommit(false);
            try {
                Optional<ExportJob> added = addInTurn(connection, export, atMost, life);
                connection.commit();
                return added;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    /** One after the other of the same merchant, so that two at once aren't one too many. */
    private Optional<ExportJob> addInTurn(Connection connection, NewExport export, int atMost, Duration life)
            throws SQLException {
        String merchant = export.scope().merchant().value();
        try (Sql lock = new Sql(connection, "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.with(merchant).rows(row -> null);
        }
        String insert =
                "INSERT INTO export_job (id, merchant_id, subject, body, range_from, range_to, format, compression, state,"
                        + " expires_at, done_through)"
                        + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', now() + " + SECONDS + ", ?"
                        + " WHERE (SELECT count(*) FROM export_job WHERE merchant_id = ? AND expires_at > now()) < ?"
                        + " RETURNING *";
        try (Sql sql = new Sql(connection, insert)) {
            return sql.with(export.id(), merchant, export.subject(), export.body())
                    .with(
                            export.request().interval().from(),
                            export.request().interval().to())
                    .with(
                            export.request().format().externalName(),
                            export.request().compression().externalName())
                    .with(life, export.request().interval().from(), merchant, atMost)
                    .first(rows::job);
        }
    }

    @Override
    public Optional<ExportJob> ask(MerchantId merchant, UUID id) {
        String update =
                "UPDATE export_job SET last_asked_at = now() WHERE id = ? AND merchant_id = ? AND expires_at > now()"
                        + " RETURNING *";
        return run(update, sql -> sql.with(id, merchant.value()).first(rows::job));
    }

    @Override
    public List<ExportJob> list(MerchantId merchant) {
        String select =
                "SELECT * FROM export_job WHERE merchant_id = ? AND expires_at > now() ORDER BY created_at DESC, id";
        return run(select, sql -> sql.with(merchant.value()).rows(rows::job));
    }

    @Override
    public boolean remove(MerchantId merchant, UUID id) {
        String delete = "DELETE FROM export_job WHERE id = ? AND merchant_id = ? AND expires_at > now()";
        return run(delete, sql -> sql.with(id, merchant.value()).count() > 0);
    }

    @Override
    public Optional<ClaimedExport> claim(Duration lease) {
        UUID claim = UUID.randomUUID();
        String update = "UPDATE export_job SET state = 'running', claim = ?, lease_until = now() + " + SECONDS
                + ", attempts = attempts + 1 WHERE id = ("
                + "SELECT id FROM export_job waiting WHERE " + UNFINISHED
                + " AND (state = 'waiting' OR lease_until < now()) AND not_before <= now() AND expires_at > now()"
                + " AND NOT EXISTS (SELECT 1 FROM export_job busy WHERE busy.merchant_id = waiting.merchant_id"
                + " AND busy.state = 'running' AND busy.lease_until >= now())"
                + OF_NO_SUSPENDED_MERCHANT.formatted("waiting")
                + " ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *";
        return run(update, sql -> sql.with(claim, lease)
                .first(row -> new ClaimedExport(rows.job(row), claim, row.getInt("attempts"))));
    }

    @Override
    public Set<UUID> renew(Set<UUID> claims, Duration lease) {
        String update = "UPDATE export_job SET lease_until = now() + " + SECONDS
                + " WHERE claim = ANY (?) AND state = 'running'" + OF_NO_SUSPENDED_MERCHANT.formatted("export_job")
                + " RETURNING claim";
        return run(
                update,
                sql -> new HashSet<>(sql.with(lease).with(claims).rows(row -> row.getObject("claim", UUID.class))));
    }

    @Override
    public boolean advance(ClaimedExport export, ExportProgress progress) {
        String update =
                "UPDATE export_job SET done_through = ?, done_rows = ?, segments = ?, currency = ?, data_through = ?,"
                        + " warnings = ?, attempts = 0" + ofClaim();
        return run(
                update,
                sql -> sql.with(
                                        progress.through(),
                                        progress.rows(),
                                        ExportRow.text(progress.segments()),
                                        progress.currency().orElse(null),
                                        progress.dataThrough().orElse(null),
                                        rows.text(progress.warnings()))
                                .with(export.job().id(), export.claim())
                                .count()
                        > 0);
    }

    @Override
    public boolean complete(ClaimedExport export) {
        return end(export, "done", null);
    }

    @Override
    public boolean fail(ClaimedExport export, Failure failure) {
        return end(export, "failed", failure);
    }

    private boolean end(ClaimedExport export, String state, Failure failure) {
        String update = "UPDATE export_job SET state = ?, claim = NULL, lease_until = NULL, failure_problem = ?,"
                + " failure_detail = ?" + ofClaim();
        return run(
                update,
                sql -> sql.with(
                                        state,
                                        failure == null
                                                ? null
                                                : failure.problem().name(),
                                        failure == null ? null : failure.detail())
                                .with(export.job().id(), export.claim())
                                .count()
                        > 0);
    }

    @Override
    public void release(ClaimedExport export, Duration pause) {
        String update =
                "UPDATE export_job SET state = 'waiting', claim = NULL, lease_until = NULL, not_before = now() + "
                        + SECONDS + ofClaim();
        run(update, sql -> sql.with(pause, export.job().id(), export.claim()).count());
    }

    private static String ofClaim() {
        return " WHERE id = ? AND claim = ? AND state = 'running'";
    }

    @Override
    public List<UUID> cancelUnasked(Duration since) {
        String update = "UPDATE export_job SET state = 'cancelled', claim = NULL, lease_until = NULL, segments = ''"
                + " WHERE " + UNFINISHED + " AND last_asked_at < now() - " + SECONDS + " RETURNING id";
        return run(update, sql -> sql.with(since).rows(ExportRow::id));
    }

    @Override
    public List<UUID> removeExpired() {
        return run("DELETE FROM export_job WHERE expires_at <= now() RETURNING id", sql -> sql.rows(ExportRow::id));
    }

    @Override
    public Map<UUID, Set<String>> segmentsOf(Set<UUID> exports) {
        Map<UUID, Set<String>> names = new HashMap<>();
        String select = "SELECT id, claim, segments FROM export_job WHERE id = ANY (?)";
        run(select, sql -> sql.with(exports).rows(row -> names.put(ExportRow.id(row), ExportRow.segmentNames(row))));
        return names;
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
            throw new ExportsUnavailableException(e.getMessage(), e.getCause());
        }
    }
}
