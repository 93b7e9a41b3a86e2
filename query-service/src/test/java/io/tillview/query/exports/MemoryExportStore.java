package io.tillview.query.exports;

import io.tillview.query.exports.ExportJob.Failure;
import io.tillview.tenancy.MerchantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Keeps exports in memory, as the directory database does in its table. Goes away when told to. */
public class MemoryExportStore implements ExportStore {
    private final InstantSource clock;
    private final Map<UUID, Row> rows = new HashMap<>();
    private volatile boolean away;

    /** @param clock what leases and lives are told by */
    public MemoryExportStore(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on it can't be reached, or can again. */
    public void goAway(boolean gone) {
        away = gone;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        rows.clear();
    }

    /** Takes an export away from whoever has it, as a lease that ran out and another replica do. */
    public synchronized void takeOver(UUID id) {
        Row row = rows.get(id);
        row.claim = UUID.randomUUID();
        row.leaseUntil = clock.instant().plusSeconds(60);
    }

    /** Who has an export. */
    public synchronized UUID claimOf(UUID id) {
        return rows.get(id).claim;
    }

    /** Nobody has asked about an export for so long. */
    public synchronized void unasked(UUID id, Duration since) {
        rows.get(id).asked = clock.instant().minus(since);
    }

    /** An export, whoever's it is. */
    public synchronized Optional<ExportJob> job(UUID id) {
        return Optional.ofNullable(rows.get(id)).map(row -> row.job);
    }

    @Override
    public synchronized Optional<ExportJob> add(NewExport export, int atMost, Duration life) {
        if (list(export.scope().merchant()).size() >= atMost) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Row row = new Row();
        row.asked = now;
        row.notBefore = now;
        row.job = new ExportJob(
                export.id(),
                export.scope(),
                export.subject(),
                export.body(),
                export.request().interval(),
                export.request().format(),
                export.request().compression(),
                ExportState.WAITING,
                now,
                now.plus(life),
                ExportProgress.none(export.request().interval().from()),
                Optional.empty());
        rows.put(export.id(), row);
        return Optional.of(row.job);
    }

    @Override
    public synchronized Optional<ExportJob> ask(MerchantId merchant, UUID id) {
        Optional<Row> row = own(merchant, id);
        row.ifPresent(one -> one.asked = clock.instant());
        return row.map(one -> one.job);
    }

    @Override
    public synchronized List<ExportJob> list(MerchantId merchant) {
        reached();
        return rows.values().stream()
                .map(row -> row.job)
                .filter(job -> job.scope().merchant().equals(merchant))
                .sorted(Comparator.comparing(ExportJob::createdAt).reversed())
                .toList();
    }

    @Override
    public synchronized boolean remove(MerchantId merchant, UUID id) {
        return own(merchant, id).map(row -> rows.remove(id)).isPresent();
    }

    @Override
    public synchronized Optional<ClaimedExport> claim(Duration lease) {
        reached();
        Set<MerchantId> busy = new HashSet<>();
        rows.values().stream().filter(this::isHeld).forEach(row -> busy.add(row.merchant()));
        Optional<Row> next = rows.values().stream()
                .filter(row -> row.job.state().isUnfinished() && !isHeld(row))
                .filter(row -> !row.notBefore.isAfter(clock.instant()) && !busy.contains(row.merchant()))
                .min(Comparator.comparing(row -> row.job.createdAt()));
        return next.map(row -> {
            row.claim = UUID.randomUUID();
            row.leaseUntil = clock.instant().plus(lease);
            row.attempts++;
            row.become(ExportState.RUNNING, row.job.progress(), Optional.empty());
            return new ClaimedExport(row.job, row.claim, row.attempts);
        });
    }

    @Override
    public synchronized Set<UUID> renew(Set<UUID> claims, Duration lease) {
        reached();
        Set<UUID> held = new HashSet<>();
        for (Row row : rows.values()) {
            if (row.claim != null && claims.contains(row.claim)) {
                row.leaseUntil = clock.instant().plus(lease);
                held.add(row.claim);
            }
        }
        return held;
    }

    @Override
    public synchronized boolean advance(ClaimedExport export, ExportProgress progress) {
        return change(export, row -> {
            row.attempts = 0;
            row.become(ExportState.RUNNING, progress, Optional.empty());
        });
    }

    @Override
    public synchronized boolean complete(ClaimedExport export) {
        return change(export, row -> row.end(ExportState.DONE, Optional.empty()));
    }

    @Override
    public synchronized boolean fail(ClaimedExport export, Failure failure) {
        return change(export, row -> row.end(ExportState.FAILED, Optional.of(failure)));
    }

    @Override
    public synchronized void release(ClaimedExport export, Duration pause) {
        change(export, row -> {
            row.notBefore = clock.instant().plus(pause);
            row.end(ExportState.WAITING, Optional.empty());
        });
    }

    @Override
    public synchronized List<UUID> cancelUnasked(Duration since) {
        reached();
        List<UUID> cancelled = new ArrayList<>();
        Instant before = clock.instant().minus(since);
        rows.forEach((id, row) -> {
            if (row.job.state().isUnfinished() && row.asked.isBefore(before)) {
                row.end(ExportState.CANCELLED, Optional.empty());
                cancelled.add(id);
            }
        });
        return cancelled;
    }

    @Override
    public synchronized List<UUID> removeExpired() {
        reached();
        List<UUID> over = rows.values().stream()
                .filter(row -> !row.job.expiresAt().isAfter(clock.instant()))
                .map(row -> row.job.id())
                .toList();
        over.forEach(rows::remove);
        return over;
    }

    @Override
    public synchronized Map<UUID, Set<String>> segmentsOf(Set<UUID> exports) {
        reached();
        Map<UUID, Set<String>> names = new HashMap<>();
        for (Row row : rows.values()) {
            if (exports.contains(row.job.id())) {
                Set<String> used = new HashSet<>();
                row.job.progress().segments().forEach(segment -> used.add(segment.name()));
                if (row.claim != null) {
                    used.add(ExportSegment.nameOf(row.job.id(), row.claim));
                }
                names.put(row.job.id(), used);
            }
        }
        return names;
    }

    private Optional<Row> own(MerchantId merchant, UUID id) {
        reached();
        return Optional.ofNullable(rows.get(id)).filter(row -> row.merchant().equals(merchant));
    }

    private boolean change(ClaimedExport export, Consumer<Row> how) {
        reached();
        Optional<Row> row = Optional.ofNullable(rows.get(export.job().id()))
                .filter(one -> export.claim().equals(one.claim));
        row.ifPresent(how);
        return row.isPresent();
    }

    private boolean isHeld(Row row) {
        return row.claim != null && !row.leaseUntil.isBefore(clock.instant());
    }

    private void reached() {
        if (away) {
            throw new ExportsUnavailableException("The store is away.", null);
        }
    }

    private static final class Row {
        private ExportJob job;
        private Instant asked;
        private Instant notBefore;
        private Instant leaseUntil;
        private UUID claim;
        private int attempts;

        private MerchantId merchant() {
            return job.scope().merchant();
        }

        private void end(ExportState state, Optional<Failure> failure) {
            claim = null;
            become(state, job.progress(), failure);
        }

        private void become(ExportState state, ExportProgress progress, Optional<Failure> failure) {
            job = new ExportJob(
                    job.id(),
                    job.scope(),
                    job.subject(),
                    job.body(),
                    job.interval(),
                    job.format(),
                    job.compression(),
                    state,
                    job.createdAt(),
                    job.expiresAt(),
                    progress,
                    failure);
        }
    }
}
