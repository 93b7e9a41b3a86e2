package io.tillview.query.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Range;
import io.tillview.query.segments.SegmentChanges.Segment;
import io.tillview.query.segments.SegmentChanges.Stretch;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How much of a processor a question and a change take where a year is kept, 40 segments a chunk. Not among the tests; prints:
 * {@code mvn test -pl query-service -am -Dtest=ServedTimelineSpeed -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ServedTimelineSpeed {
    private static final Instant BEGINNING = Instant.parse("2025-03-01T00:00:00Z");
    private static final Datasource METRICS = Datasource.MERCHANT_METRICS;
    private static final int DAYS = 365;
    private static final int SEGMENTS = 40;
    private static final int MERCHANTS = 1_000;
    private static final int ROUNDS = 3;

    private final Random random = new Random(1);
    private final List<OneMerchant> merchants =
            IntStream.range(0, MERCHANTS).mapToObj(i -> merchant()).toList();

    @Test
    void a_year_of_hours_and_a_year_of_days() {
        for (Duration chunk : List.of(Duration.ofHours(1), Duration.ofDays(1))) {
            List<Chunk> chunks = chunks(chunk);
            long begun = cpuNanos();
            ServedTimeline served = ServedTimeline.of(new SegmentChanges("one", 1, true, List.of(year(chunks))));
            System.out.printf(
                    "%s chunks, %,d segments: put together in %d ms%n",
                    chunk,
                    chunks.size() * SEGMENTS,
                    Duration.ofNanos(cpuNanos() - begun).toMillis());
            for (int days : new int[] {1, 7, 30, DAYS}) {
                System.out.printf("  a question of %d days: %.2f us%n", days, ask(served, days, 200_000 / days));
            }
            System.out.printf("  a change of one chunk: %.0f us%n", change(served, chunks));
        }
    }

    /** Microseconds of a processor, of the last of some rounds. */
    private double ask(ServedTimeline served, int days, int questions) {
        double micros = 0;
        long seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begun = cpuNanos();
            for (int i = 0; i < questions; i++) {
                Instant from = BEGINNING.plus(Duration.ofDays(random.nextInt(DAYS + 1 - days)));
                Standing standing = served.standing(
                        METRICS, merchants.get(i % MERCHANTS), new Interval(from, from.plus(Duration.ofDays(days))));
                seen += standing.changedAt();
            }
            micros = (cpuNanos() - begun) / 1e3 / questions;
        }
        assertThat(seen).isEqualTo((long) ROUNDS * questions);
        return micros;
    }

    private double change(ServedTimeline served, List<Chunk> chunks) {
        int changes = 1_000;
        ServedTimeline changed = served;
        long begun = cpuNanos();
        for (int i = 0; i < changes; i++) {
            Chunk chunk = chunks.get(random.nextInt(chunks.size()));
            changed = changed.after(new SegmentChanges(
                    "one", 2L + i, false, List.of(new Stretch(METRICS, chunk.served(), List.of(chunk)))));
        }
        return (cpuNanos() - begun) / 1e3 / changes;
    }

    /** Whatever else the machine does. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Stretch year(List<Chunk> chunks) {
        return new Stretch(METRICS, new Interval(BEGINNING, BEGINNING.plus(Duration.ofDays(DAYS))), chunks);
    }

    private List<Chunk> chunks(Duration length) {
        List<Chunk> chunks = new ArrayList<>();
        Instant end = BEGINNING.plus(Duration.ofDays(DAYS));
        for (Instant from = BEGINNING; from.isBefore(end); from = from.plus(length)) {
            Interval interval = new Interval(from, from.plus(length));
            chunks.add(new Chunk(interval, interval, "2026-03-01T00:00:00.000Z", segments()));
        }
        return chunks;
    }

    private List<Segment> segments() {
        List<String> borders = IntStream.range(1, SEGMENTS)
                .mapToObj(i -> merchant().merchant().value())
                .sorted()
                .toList();
        return IntStream.range(0, SEGMENTS)
                .mapToObj(i -> new Segment(
                        i,
                        false,
                        Optional.of(new Range(
                                i == 0 ? Optional.empty() : Optional.of(borders.get(i - 1)),
                                i == SEGMENTS - 1 ? Optional.empty() : Optional.of(borders.get(i)),
                                false))))
                .toList();
    }

    private OneMerchant merchant() {
        return new OneMerchant(new MerchantId("shop-" + (100_000 + random.nextInt(900_000))));
    }
}
