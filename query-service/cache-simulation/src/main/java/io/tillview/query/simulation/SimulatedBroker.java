package io.tillview.query.simulation;

import io.tillview.query.Interval;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.IngestionState;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.scoping.PieceNumbers;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.scoping.SelectedColumn.PieceNumber;
import io.tillview.query.segments.SegmentWatch;
import io.tillview.query.segments.Sighting;
import io.tillview.tenancy.MerchantScope;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Broker of which it is always known what it serves, and that says which pieces of a question it was asked for: those that lie within
 * the times of the SQL. For one thread.
 */
final class SimulatedBroker implements QueryRunner, SegmentWatch, KnownFreshness {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:8082");
    private static final Pattern RANGE = Pattern.compile(
            "\"__time\" >= MILLIS_TO_TIMESTAMP\\((\\d+)\\) AND \"__time\" < MILLIS_TO_TIMESTAMP\\((\\d+)\\)");

    private final VirtualClock clock;
    private final PlausibleRows rows = new PlausibleRows();
    private final BitSet asked = new BitSet();
    private HourTimeline timeline;
    private PanelQuestion question;

    SimulatedBroker(VirtualClock clock, HourTimeline timeline) {
        this.clock = clock;
        this.timeline = timeline;
    }

    void serve(HourTimeline next) {
        timeline = next;
    }

    /** What is asked from now on, and counted. */
    void begin(PanelQuestion next) {
        question = next;
        asked.clear();
    }

    /** How many of the question's pieces it was asked for. */
    int asked() {
        return asked.cardinality();
    }

    @Override
    public RunOutcome run(ScopedSql sql) {
        List<Interval> ranges = ranges(sql.text());
        List<Interval> pieces = new ArrayList<>();
        for (int i = 0; i < question.pieces().size(); i++) {
            Interval piece = question.pieces().get(i).interval();
            if (ranges.stream().anyMatch(range -> contains(range, piece))) {
                asked.set(i);
                pieces.add(piece);
            }
        }
        if (pieces.isEmpty()) {
            throw new IllegalStateException("What is asked is none of the question's pieces.");
        }
        List<List<Object>> found = new ArrayList<>();
        if (sql.columns().contains(new PieceNumber())) {
            PieceNumbers numbers = PieceNumbers.of(pieces);
            int left = pieces.size();
            for (long number = 0; left > 0; number++) {
                int place = numbers.placeOf(number).orElse(-1);
                if (place >= 0) {
                    rows.add(question, sql.columns(), pieces.get(place), number, found);
                    left--;
                }
            }
        } else {
            ranges.forEach(range -> rows.add(question, sql.columns(), range, 0, found));
        }
        return new RunOutcome.Rows(found.subList(0, Math.min(found.size(), sql.maxRows())), Optional.of(ADDRESS));
    }

    @Override
    public URI home(MerchantScope scope, String subject) {
        return ADDRESS;
    }

    @Override
    public Optional<Sighting> latest(URI broker) {
        return Optional.of(new Sighting(timeline, clock.nanos(), all()));
    }

    @Override
    public CompletableFuture<Optional<Sighting>> fresh(URI broker) {
        return CompletableFuture.completedFuture(latest(broker));
    }

    @Override
    public List<Freshness> all() {
        return List.of(new Freshness(
                Datasource.MERCHANT_METRICS,
                IngestionState.INGESTING,
                Optional.of(clock.now()),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty()));
    }

    private static boolean contains(Interval range, Interval piece) {
        return !piece.from().isBefore(range.from()) && !piece.to().isAfter(range.to());
    }

    private static List<Interval> ranges(String sql) {
        List<Interval> ranges = new ArrayList<>();
        Matcher range = RANGE.matcher(sql);
        while (range.find()) {
            ranges.add(new Interval(
                    Instant.ofEpochMilli(Long.parseLong(range.group(1))),
                    Instant.ofEpochMilli(Long.parseLong(range.group(2)))));
        }
        return ranges;
    }
}
