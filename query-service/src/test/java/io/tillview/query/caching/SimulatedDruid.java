package io.tillview.query.caching;

import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.caching.SimulatedTimeline.Event;
import io.tillview.query.caching.SimulatedTimeline.Segment;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.IngestionState;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.segments.SegmentWatch;
import io.tillview.query.segments.Sighting;
import io.tillview.tenancy.MerchantScope;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A Druid with one Broker, in which things happen by chance: at the steps of a test, and in the middle of questions, before and after
 * they read their rows. Time goes on only with what happens. For one thread.
 */
final class SimulatedDruid implements QueryRunner, SegmentWatch, KnownFreshness {
    static final int MERCHANTS = 6;
    static final URI BROKER = URI.create("http://127.0.0.1:8082");
    private static final List<Integer> RANGES = List.of(0, 2, 4, MERCHANTS);
    private static final List<String> CHANNELS = List.of("ads", "email", "organic");
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int FIRST_OPEN_HOUR = 24;

    private final SplittableRandom random;
    private final Deque<Past> history = new ArrayDeque<>();
    private SimulatedTimeline now;
    private long nanos = 1;
    private int openHour = FIRST_OPEN_HOUR;
    private int version = 1;
    private boolean blind;
    private Optional<Sighting> latest = Optional.empty();
    private Question asked;

    /** What was served from a time on. */
    record Past(long nanos, SimulatedTimeline timeline) {}

    SimulatedDruid(long seed) {
        this.random = new SplittableRandom(seed);
        List<List<Segment>> hours = new ArrayList<>(Collections.nCopies(SimulatedTimeline.HOURS, List.of()));
        now = new SimulatedTimeline(1, 0, 0, hours, new ArrayList<>(Collections.nCopies(SimulatedTimeline.HOURS, 0L)));
        for (int i = 0; i < 300; i++) {
            append(random.nextInt(openHour));
        }
        for (int hour = 0; hour < openHour; hour++) {
            handOff(hour);
        }
        remember();
    }

    long nanos() {
        return nanos;
    }

    /** What is asked from now on. */
    void asked(Question question) {
        asked = question;
    }

    /** All that was served since a time, the latest first. */
    List<SimulatedTimeline> since(long then) {
        List<SimulatedTimeline> served = new ArrayList<>();
        for (Past past : (Iterable<Past>) history::descendingIterator) {
            served.add(past.timeline());
            if (past.nanos() <= then) {
                break;
            }
        }
        return served;
    }

    /** Something happens; perhaps only time goes by. */
    void step() {
        nanos += random.nextLong(60_000_000);
        int hour = random.nextInt(openHour);
        int chance = random.nextInt(100);
        if (chance < 45) {
            append(random.nextInt(10) == 0 ? hour : openHour - random.nextInt(2));
        } else if (chance < 49) {
            handOff(random.nextBoolean() ? openHour - 1 : hour);
        } else if (chance < 53) {
            compact(hour);
        } else if (chance < 57) {
            mergeLate(hour);
        } else if (chance < 60) {
            reindex(hour);
        } else if (chance < 63) {
            serve(hour, false);
        } else if (chance < 70) {
            for (int all = 0; all < SimulatedTimeline.HOURS; all++) {
                serve(all, true);
            }
        } else if (chance == 70) {
            now = now.restarted();
            remember();
        } else if (chance == 71) {
            blind = true;
        } else if (chance < 75) {
            blind = false;
        } else if (chance == 75 && random.nextInt(2) == 0 && openHour < SimulatedTimeline.HOURS - 1) {
            openHour++;
        } else {
            look();
        }
    }

    private void some() {
        for (int i = random.nextInt(3); i > 0; i--) {
            step();
        }
    }

    private void append(int hour) {
        long millis = SimulatedTimeline.at(hour).toEpochMilli() + random.nextLong(3_600_000);
        boolean order = random.nextInt(3) == 0;
        Event event = new Event(
                millis,
                random.nextInt(MERCHANTS),
                CHANNELS.get(random.nextInt(CHANNELS.size())),
                order,
                order ? random.nextInt(10_000) : 0,
                random.nextInt(40));
        List<Segment> segments = new ArrayList<>(now.hours().get(hour));
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.growing()) {
                segments.set(i, segment.with(plus(segment.rows(), event)));
                now = now.grown(hour, segments);
                remember();
                return;
            }
        }
        int place = segments.stream().mapToInt(Segment::partition).max().orElse(-1) + 1;
        int of = segments.isEmpty() ? ++version : segments.get(0).version();
        segments.add(new Segment(of, place, 0, MERCHANTS, true, true, List.of(event)));
        now = now.counting().with(hour, segments);
        remember();
    }

    private void handOff(int hour) {
        replace(hour, now.hours().get(hour).stream().map(Segment::handedOff).toList());
    }

    private void compact(int hour) {
        replaceClosed(hour, all(hour));
    }

    private void mergeLate(int hour) {
        List<Event> rows = all(hour);
        if (!rows.isEmpty()) {
            Event one = rows.get(random.nextInt(rows.size()));
            rows.add(new Event(one.millis(), one.merchant(), one.channel(), true, random.nextInt(5_000), 41));
            replaceClosed(hour, rows);
        }
    }

    private void reindex(int hour) {
        List<Event> rows = new ArrayList<>();
        for (Event one : all(hour)) {
            rows.add(new Event(
                    one.millis(), one.merchant(), one.channel(), one.order(), one.minor() + 1, one.visitor()));
        }
        replaceClosed(hour, rows);
    }

    private List<Event> all(int hour) {
        List<Event> rows = new ArrayList<>();
        now.hours().get(hour).forEach(segment -> rows.addAll(segment.rows()));
        return rows;
    }

    /** By ranges of merchants, as one change. Only where nothing is growing: Druid would keep that beside it. */
    private void replaceClosed(int hour, List<Event> rows) {
        if (now.hours().get(hour).stream().anyMatch(Segment::growing)) {
            return;
        }
        version++;
        List<Segment> segments = new ArrayList<>();
        for (int range = 0; range + 1 < RANGES.size(); range++) {
            int from = RANGES.get(range);
            int until = RANGES.get(range + 1);
            List<Event> own = rows.stream()
                    .filter(row -> from <= row.merchant() && row.merchant() < until)
                    .toList();
            segments.add(new Segment(version, range, from, until, false, true, own));
        }
        replace(hour, segments);
    }

    /** A segment isn't served for a while: its Historical went away, and comes back. */
    private void serve(int hour, boolean served) {
        List<Segment> segments = now.hours().get(hour);
        if (segments.stream().anyMatch(one -> one.served() != served)) {
            replace(hour, segments.stream().map(one -> one.served(served)).toList());
        }
    }

    private void replace(int hour, List<Segment> segments) {
        if (!segments.equals(now.hours().get(hour))) {
            now = now.with(hour, segments);
            remember();
        }
    }

    private static List<Event> plus(List<Event> rows, Event event) {
        List<Event> more = new ArrayList<>(rows);
        more.add(event);
        return more;
    }

    private void remember() {
        history.addLast(new Past(nanos, now));
        while (history.size() > 1 && nanos - history.peekFirst().nanos() > REMEMBERED.toNanos()) {
            history.removeFirst();
        }
    }

    /** Asks the Broker what it serves; while it is on its way, something may happen. */
    private Optional<Sighting> look() {
        if (blind) {
            return Optional.empty();
        }
        long askedNanos = nanos;
        List<Freshness> reach = all();
        if (random.nextInt(4) == 0) {
            append(openHour);
        }
        latest = Optional.of(new Sighting(now, askedNanos, reach));
        return latest;
    }

    @Override
    public RunOutcome run(ScopedSql sql) {
        some();
        List<List<Object>> rows = asked.rows(sql, now);
        some();
        return new RunOutcome.Rows(rows, Optional.of(BROKER));
    }

    @Override
    public URI home(MerchantScope scope, String subject) {
        return BROKER;
    }

    @Override
    public Optional<Sighting> latest(URI broker) {
        return latest;
    }

    @Override
    public CompletableFuture<Optional<Sighting>> fresh(URI broker) {
        return CompletableFuture.completedFuture(look());
    }

    /** Where the time should stand up to which there is data, the number of events stands here. */
    @Override
    public List<Freshness> all() {
        return List.of(new Freshness(
                Datasource.MERCHANT_METRICS,
                IngestionState.INGESTING,
                Optional.of(Instant.ofEpochSecond(now.events())),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty()));
    }

    /** What can be asked: it knows what its SQL means. */
    interface Question {
        List<List<Object>> rows(ScopedSql sql, SimulatedTimeline timeline);
    }
}
