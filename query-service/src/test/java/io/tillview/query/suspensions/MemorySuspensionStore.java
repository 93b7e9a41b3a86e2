package io.tillview.query.suspensions;

import io.tillview.tenancy.MerchantId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Keeps suspensions in memory, as the directory database does in its table. Goes away when told to. */
public class MemorySuspensionStore implements SuspensionStore {
    private final InstantSource clock;
    private final Map<String, Suspension> rows = new TreeMap<>();
    private UUID revision = UUID.randomUUID();
    private volatile boolean configured = true;
    private volatile boolean away;
    private int sets;

    /** @param clock when suspensions begin by */
    public MemorySuspensionStore(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on it can't be reached, or can again. */
    public void goAway(boolean gone) {
        away = gone;
    }

    /** Whether there is one at all. */
    public void configure(boolean there) {
        configured = there;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        rows.clear();
        revision = UUID.randomUUID();
    }

    /** How often all that are suspended were read. */
    public synchronized int setsRead() {
        return sets;
    }

    @Override
    public boolean isConfigured() {
        return configured;
    }

    @Override
    public synchronized Suspension suspend(MerchantId merchant, String reason, String by) {
        reached();
        revision = UUID.randomUUID();
        return rows.compute(
                merchant.value(),
                (id, before) -> new Suspension(
                        merchant,
                        before == null ? clock.instant().truncatedTo(ChronoUnit.MICROS) : before.since(),
                        reason,
                        by));
    }

    @Override
    public synchronized boolean lift(MerchantId merchant) {
        reached();
        revision = UUID.randomUUID();
        return rows.remove(merchant.value()) != null;
    }

    @Override
    public synchronized Optional<Suspension> find(MerchantId merchant) {
        reached();
        return Optional.ofNullable(rows.get(merchant.value()));
    }

    @Override
    public synchronized List<Suspension> list(Optional<MerchantId> after, int atMost) {
        reached();
        return rows.values().stream()
                .filter(one -> after.isEmpty()
                        || one.merchant().value().compareTo(after.get().value()) > 0)
                .limit(atMost)
                .toList();
    }

    @Override
    public synchronized Optional<SuspendedMerchants> changed(Optional<UUID> known) {
        reached();
        if (known.filter(revision::equals).isPresent()) {
            return Optional.empty();
        }
        sets++;
        return Optional.of(new SuspendedMerchants(
                revision, rows.values().stream().map(Suspension::merchant).collect(Collectors.toSet())));
    }

    private void reached() {
        if (away) {
            throw new SuspensionsUnavailableException("The memory is away.", null);
        }
    }
}
