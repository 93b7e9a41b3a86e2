package io.tillview.query.segments;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Segment;
import io.tillview.query.segments.SegmentChanges.Stretch;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is served of one datasource, hour by hour: slow, and too simple to be wrong. */
final class SlotModel {
    static final int HOURS = 24;
    private static final Instant BEGINNING = Instant.parse("2026-03-01T00:00:00Z");

    private final List<Optional<Chunk>> slots = new ArrayList<>(
            IntStream.range(0, HOURS).mapToObj(hour -> Optional.<Chunk>empty()).toList());
    private final long[] changedAt = new long[HOURS];

    static Interval hours(int from, int to) {
        return new Interval(BEGINNING.plus(Duration.ofHours(from)), BEGINNING.plus(Duration.ofHours(to)));
    }

    private static int hour(Instant time) {
        return (int) Duration.between(BEGINNING, time).toHours();
    }

    void change(Stretch stretch, long position) {
        for (int hour = hour(stretch.interval().from());
                hour < hour(stretch.interval().to());
                hour++) {
            Interval slot = hours(hour, hour + 1);
            slots.set(
                    hour,
                    stretch.chunks().stream()
                            .filter(chunk -> !chunk.served().from().isAfter(slot.from())
                                    && !chunk.served().to().isBefore(slot.to()))
                            .findFirst());
            changedAt[hour] = position;
        }
    }

    /** All that is served, told in two stretches. */
    List<Stretch> all(Datasource datasource, int border) {
        return List.of(stretch(datasource, 0, border), stretch(datasource, border, HOURS));
    }

    private Stretch stretch(Datasource datasource, int from, int to) {
        List<Chunk> chunks = new ArrayList<>();
        for (int hour = from; hour < to; hour++) {
            Interval slot = hours(hour, hour + 1);
            slots.get(hour).ifPresent(chunk -> chunks.add(served(chunk, slot)));
        }
        return new Stretch(datasource, hours(from, to), chunks);
    }

    private static Chunk served(Chunk chunk, Interval slot) {
        return new Chunk(slot, chunk.whole(), chunk.version(), chunk.segments());
    }

    /** Equal if and only if the same segments serve the scope's rows in the same hours. */
    String identity(MerchantScope scope, int from, int to) {
        StringBuilder identity = new StringBuilder();
        for (int hour = from; hour < to; hour++) {
            int at = hour;
            slots.get(hour).stream()
                    .flatMap(chunk -> chunk.segments().stream()
                            .filter(segment -> mayHold(segment, scope))
                            .map(segment -> at + " " + chunk.whole() + " " + chunk.version() + " " + segment.partition()
                                    + " " + segment.growing() + "\n"))
                    .sorted()
                    .forEach(identity::append);
        }
        return identity.toString();
    }

    List<Interval> open(MerchantScope scope, int from, int to) {
        List<Interval> open = new ArrayList<>();
        int since = from;
        for (int hour = from; hour <= to; hour++) {
            boolean isOpen = hour < to
                    && slots.get(hour).stream()
                            .flatMap(chunk -> chunk.segments().stream())
                            .anyMatch(segment -> segment.growing() && mayHold(segment, scope));
            if (!isOpen) {
                if (since < hour) {
                    open.add(hours(since, hour));
                }
                since = hour + 1;
            }
        }
        return open;
    }

    long changedAt(int from, int to) {
        return IntStream.range(from, to)
                .mapToLong(hour -> changedAt[hour])
                .max()
                .orElse(0);
    }

    private static boolean mayHold(Segment segment, MerchantScope scope) {
        if (!(scope instanceof OneMerchant one) || segment.range().isEmpty()) {
            return true;
        }
        String merchant = one.merchant().value();
        SegmentChanges.Range range = segment.range().get();
        boolean startsBefore = range.start().isEmpty() || range.start().get().compareTo(merchant) <= 0;
        int beyond = range.end().map(merchant::compareTo).orElse(-1);
        return startsBefore && (range.endExclusive() ? beyond < 0 : beyond <= 0);
    }
}
