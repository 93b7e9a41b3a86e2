package io.tillview.query.journeys;

import java.time.Instant;
import java.util.Arrays;

/**
 * The events of many visitors in bounded memory: 16 bytes an event while they come, 40 while they are put in order. They may come in any
 * order. Where they are too many, half of the visitors are let go, and half again.
 *
 * <p>Not safe for use by several threads.
 */
public final class JourneyEvents {
    /** The group of events of whose group nothing is known or wanted. */
    public static final int NO_GROUP = 0;

    /** The highest group. */
    public static final int MAX_GROUP = (1 << Packed.GROUP_BITS) - 1;

    private static final int FIRST_CAPACITY = 1_024;

    private final long base;
    private final int maxEvents;
    private final StepSets sets;
    private VisitorSample sample;
    private long[] visitors = new long[FIRST_CAPACITY];
    private long[] packed = new long[FIRST_CAPACITY];
    private int size;

    /**
     * Holds nothing yet.
     *
     * @param from no event is before this, and none {@link FunnelQuery#MAX_INTERVAL} after it
     * @param steps how many steps an event may match, 1 to {@link FunnelQuery#MAX_STEPS}
     * @param sample which visitors are wanted; others are let go at once
     * @param maxEvents how many are kept at most
     */
    public JourneyEvents(Instant from, int steps, VisitorSample sample, int maxEvents) {
        this.base = from.toEpochMilli();
        this.sets = new StepSets(steps);
        this.sample = sample;
        this.maxEvents = maxEvents;
    }

    /**
     * Takes an event.
     *
     * @param visitorKey whose
     * @param millis when, since 1970
     * @param steps which steps it matches, the lowest bit being the first
     * @param group {@link #NO_GROUP} to {@link #MAX_GROUP}
     * @throws TooManyEventsException if hardly any visitors can be kept
     */
    public void add(long visitorKey, long millis, int steps, int group) {
        if (!sample.holds(visitorKey)) {
            return;
        }
        while (size == maxEvents) {
            thin();
        }
        if (!sample.holds(visitorKey)) {
            return;
        }
        if (size == visitors.length) {
            int capacity = (int) Math.min(maxEvents, size * 2L);
            visitors = Arrays.copyOf(visitors, capacity);
            packed = Arrays.copyOf(packed, capacity);
        }
        visitors[size] = visitorKey;
        packed[size] = Packed.of(millis - base, sets.rankOf(steps), group);
        size++;
    }

    /** Whose events it holds. */
    public VisitorSample sample() {
        return sample;
    }

    /** How many it holds. */
    public int size() {
        return size;
    }

    /**
     * Hands each visitor's events to a fold, in order, and lets go of them all.
     *
     * @param fold takes them; what it throws is thrown on
     */
    public void forEachVisitor(VisitorFold fold) {
        long[] keys = Arrays.copyOf(visitors, size);
        Arrays.sort(keys);
        int distinct = distinct(keys);
        int[] ends = new int[distinct + 1];
        int[] places = new int[size];
        for (int i = 0; i < size; i++) {
            places[i] = Arrays.binarySearch(keys, 0, distinct, visitors[i]);
            ends[places[i] + 1]++;
        }
        for (int i = 1; i <= distinct; i++) {
            ends[i] += ends[i - 1];
        }
        long[] grouped = new long[size];
        int[] next = Arrays.copyOf(ends, distinct);
        for (int i = 0; i < size; i++) {
            grouped[next[places[i]]++] = packed[i];
        }
        clear();
        for (int i = 0; i < distinct; i++) {
            Arrays.sort(grouped, ends[i], ends[i + 1]);
            fold.begin();
            for (int at = ends[i]; at < ends[i + 1]; at++) {
                long event = grouped[at];
                fold.event(base + Packed.millis(event), sets.setAt(Packed.rank(event)), Packed.group(event));
            }
            fold.end();
        }
    }

    private void clear() {
        visitors = new long[FIRST_CAPACITY];
        packed = new long[FIRST_CAPACITY];
        size = 0;
    }

    private void thin() {
        if (!sample.canBeHalved()) {
            throw new TooManyEventsException(maxEvents);
        }
        sample = sample.halved();
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (sample.holds(visitors[i])) {
                visitors[kept] = visitors[i];
                packed[kept] = packed[i];
                kept++;
            }
        }
        size = kept;
    }

    /** Moves the different ones of sorted numbers to the front; says how many there are. */
    private static int distinct(long[] sorted) {
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return count;
    }

    /** When, what and where of an event in one number, whose order is that of events. */
    private static final class Packed {
        static final int GROUP_BITS = 11;
        static final int RANK_BITS = FunnelQuery.MAX_STEPS;

        private Packed() {}

        static long of(long millis, int rank, int group) {
            return (millis << (RANK_BITS + GROUP_BITS)) | ((long) rank << GROUP_BITS) | group;
        }

        static long millis(long packed) {
            return packed >> (RANK_BITS + GROUP_BITS);
        }

        static int rank(long packed) {
            return (int) (packed >> GROUP_BITS) & ((1 << RANK_BITS) - 1);
        }

        static int group(long packed) {
            return (int) packed & ((1 << GROUP_BITS) - 1);
        }
    }
}
