package io.tillview.events.kafka;

import io.tillview.events.publishing.Acceptance;
import io.tillview.events.publishing.Acceptance.Accepted;
import io.tillview.events.publishing.Acceptance.Refused;
import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.Durability;
import io.tillview.events.publishing.PublishMetrics;
import io.tillview.events.publishing.RefusalReason;
import io.tillview.events.spool.SpoolCounts;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a publisher counts. */
final class PublishCounts {

    final LongAdder delivered = new LongAdder();
    final LongAdder kept = new LongAdder();
    final LongAdder possiblyRepeated = new LongAdder();
    final LatencyHistogram latency = new LatencyHistogram();

    private final LongAdder spooled = new LongAdder();
    private final LongAdder inMemory = new LongAdder();
    private final Map<RefusalReason, LongAdder> refused = adders(RefusalReason.class);
    private final Map<DropReason, LongAdder> dropped = adders(DropReason.class);
    private final Warnings warnings;

    PublishCounts(Warnings warnings) {
        this.warnings = warnings;
    }

    Accepted accepted(Accepted answer) {
        (answer.durability() == Durability.SPOOLED ? spooled : inMemory).increment();
        return answer;
    }

    Acceptance refused(Refused answer) {
        LongAdder count = refused.get(answer.reason());
        count.increment();
        if (answer.reason() != RefusalReason.INVALID) {
            warnings.lost(answer.reason(), count, answer.detail());
        }
        return answer;
    }

    void dropped(DropReason reason, String detail) {
        LongAdder count = dropped.get(reason);
        count.increment();
        warnings.lost(reason, count, detail);
    }

    long droppedInAll() {
        return dropped.values().stream().mapToLong(LongAdder::sum).sum();
    }

    PublishMetrics metrics(long waiting, SpoolCounts spool) {
        Map<RefusalReason, Long> refusals = sums(RefusalReason.class, refused);
        long accepted = spooled.sum() + inMemory.sum();
        return new PublishMetrics(
                accepted + refusals.values().stream().mapToLong(Long::longValue).sum(),
                Map.of(Durability.SPOOLED, spooled.sum(), Durability.IN_MEMORY, inMemory.sum()),
                refusals,
                delivered.sum(),
                sums(DropReason.class, dropped),
                kept.sum(),
                waiting,
                new PublishMetrics.Spool(
                        spool.bytes(),
                        spool.unsent(),
                        spool.recovered(),
                        possiblyRepeated.sum(),
                        spool.torn(),
                        spool.failures()),
                latency.summary());
    }

    private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> keys) {
        Map<K, LongAdder> adders = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            adders.put(key, new LongAdder());
        }
        return adders;
    }

    private static <K extends Enum<K>> Map<K, Long> sums(Class<K> keys, Map<K, LongAdder> adders) {
        Map<K, Long> sums = new EnumMap<>(keys);
        adders.forEach((key, adder) -> sums.put(key, adder.sum()));
        return sums;
    }
}
