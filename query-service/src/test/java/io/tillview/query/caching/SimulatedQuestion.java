package io.tillview.query.caching;

import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.Having;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.RowSelection;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.caching.SimulatedTimeline.Event;
import io.tillview.query.caching.SimulatedTimeline.Segment;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.AggregateValue;
import io.tillview.query.scoping.SelectedColumn.BucketStart;
import io.tillview.query.scoping.SelectedColumn.CurrencyPlace;
import io.tillview.query.scoping.SelectedColumn.DimensionValue;
import io.tillview.query.scoping.SelectedColumn.PieceNumber;
import io.tillview.query.scoping.SelectedColumn.SketchValue;
import io.tillview.query.scoping.SelectedColumn.SortKey;
import io.tillview.query.scoping.WholeNumberSql;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.datasketches.hll.HllSketch;

/** A question by chance, which knows what its rows are at any moment. */
record SimulatedQuestion(WantedRows wanted, Optional<String> channel) implements SimulatedDruid.Question {
    private static final Pattern RANGE = Pattern.compile(
            "\"__time\" >= MILLIS_TO_TIMESTAMP\\((\\d+)\\) AND \"__time\" < MILLIS_TO_TIMESTAMP\\((\\d+)\\)");
    private static final Pattern PIECE = Pattern.compile("SELECT (.*?) AS \"piece\"");
    private static final List<List<String>> MEASURES = List.of(
            List.of("events"), List.of("orders", "gross_sales"), List.of("visitors", "events"), List.of("gross_sales"));
    private static final List<Optional<Duration>> STALENESS = List.of(
            Optional.of(Duration.ZERO),
            Optional.of(Duration.ofMillis(400)),
            Optional.of(Duration.ofSeconds(4)),
            Optional.of(Duration.ofSeconds(12)));
    private static final long USD = Currencies.placeOf("USD").orElseThrow();

    static SimulatedQuestion drawn(SplittableRandom random) {
        int length = List.of(1, 6, 24, 30, 48).get(random.nextInt(5));
        int from = random.nextInt(SimulatedTimeline.HOURS - length + 1);
        from -= random.nextBoolean() ? from % 24 : 0;
        Grain grain = List.of(Grain.NONE, Grain.HOUR, Grain.DAY).get(random.nextInt(3));
        List<String> measures = MEASURES.get(random.nextInt(MEASURES.size()));
        MerchantQuery query = Questions.of(measures.toArray(String[]::new)).per(grain, ZoneOffset.UTC);
        if (random.nextBoolean()) {
            query = query.by(List.of("channel"));
        }
        Optional<String> channel = random.nextInt(4) == 0 ? Optional.of("ads") : Optional.empty();
        if (channel.isPresent()) {
            query = query.where(List.of(new Filter.Comparison("channel", Filter.Operator.EQ, List.of(channel.get()))));
        }
        boolean top = random.nextInt(4) == 0;
        boolean having = random.nextInt(5) == 0 && !query.isOneRow() && measures.contains("events");
        query = query.selecting(new RowSelection(
                java.util.OptionalInt.empty(),
                false,
                having ? List.of(new Having("events", Having.Operator.GTE, BigDecimal.valueOf(3))) : List.of(),
                top ? List.of(new OrderBy(measures.get(0), OrderBy.Direction.DESC)) : List.of(),
                top ? 3 : 1_000));
        Portion portion = random.nextInt(4) == 0
                ? Portion.any(50_001)
                : Portion.first(query.rows().limit() + 1);
        return new SimulatedQuestion(
                new WantedRows(
                        query,
                        new Interval(SimulatedTimeline.at(from), SimulatedTimeline.at(from + length)),
                        Datasource.MERCHANT_METRICS,
                        portion,
                        new OneMerchant(new MerchantId(Integer.toString(random.nextInt(SimulatedDruid.MERCHANTS)))),
                        "somebody",
                        random.nextInt(3) == 0 ? STALENESS.get(random.nextInt(STALENESS.size())) : Optional.empty()),
                channel);
    }

    @Override
    public List<List<Object>> rows(ScopedSql sql, SimulatedTimeline timeline) {
        Matcher piece = PIECE.matcher(sql.text());
        LongUnaryOperator number = piece.find() ? WholeNumberSql.of(piece.group(1)) : time -> 0;
        Map<Key, List<Event>> groups = groups(timeline, ranges(sql.text()), number);
        return rows(
                sql.columns(),
                groups,
                sql.text().contains(" HAVING "),
                sql.text().contains(" ORDER BY "),
                sql.maxRows());
    }

    /** The rows of the portion, as Druid would give them. */
    List<List<Object>> rows(List<SelectedColumn> columns, SimulatedTimeline timeline) {
        Portion portion = wanted.portion();
        return rows(
                columns,
                groups(timeline, List.of(wanted.interval()), time -> 0),
                portion.having() && !wanted.query().rows().having().isEmpty(),
                portion.ordered(),
                portion.maxRows());
    }

    private List<List<Object>> rows(
            List<SelectedColumn> columns, Map<Key, List<Event>> groups, boolean having, boolean ordered, int maxRows) {
        if (groups.isEmpty() && wanted.query().isOneRow() && !columns.contains(new PieceNumber())) {
            groups.put(new Key(0, 0, ""), List.of());
        }
        List<Key> keys = new ArrayList<>(groups.keySet());
        if (having) {
            keys.removeIf(key -> groups.get(key).size() < 3);
        }
        if (ordered) {
            Comparator<Key> order = Comparator.comparing(key -> 0);
            for (OrderBy by : wanted.query().rows().orderBy()) {
                order = order.thenComparing(key -> -measure(by.field(), groups.get(key)));
            }
            keys.sort(order.thenComparing(Key::bucket).thenComparing(Key::channel));
        }
        return keys.stream()
                .limit(maxRows)
                .map(key -> row(columns, key, groups.get(key)))
                .toList();
    }

    private record Key(long piece, long bucket, String channel) {}

    private Map<Key, List<Event>> groups(SimulatedTimeline timeline, List<Interval> ranges, LongUnaryOperator number) {
        Map<Key, List<Event>> groups = new LinkedHashMap<>();
        int merchant = SimulatedTimeline.merchant(wanted.scope());
        for (Interval range : ranges) {
            long from = range.from().toEpochMilli();
            long to = range.to().toEpochMilli();
            for (int hour = SimulatedTimeline.first(range); hour <= SimulatedTimeline.last(range); hour++) {
                for (Segment segment : timeline.hours().get(hour)) {
                    if (!segment.served() || !segment.mayHold(merchant)) {
                        continue;
                    }
                    for (Event event : segment.rows()) {
                        boolean asked = event.merchant() == merchant
                                && from <= event.millis()
                                && event.millis() < to
                                && channel.map(event.channel()::equals).orElse(true);
                        if (asked) {
                            groups.computeIfAbsent(key(event, number), key -> new ArrayList<>())
                                    .add(event);
                        }
                    }
                }
            }
        }
        return groups;
    }

    private Key key(Event event, LongUnaryOperator number) {
        long piece = number.applyAsLong(event.millis());
        Grain grain = wanted.query().grain();
        long bucket = grain == Grain.NONE
                ? 0
                : grain.floor(Instant.ofEpochMilli(event.millis()), ZoneOffset.UTC)
                        .toEpochMilli();
        return new Key(piece, bucket, wanted.query().dimensions().isEmpty() ? "" : event.channel());
    }

    private List<Object> row(List<SelectedColumn> columns, Key key, List<Event> events) {
        List<Object> row = new ArrayList<>();
        for (SelectedColumn column : columns) {
            if (column instanceof PieceNumber) {
                row.add(key.piece());
            } else if (column instanceof BucketStart) {
                row.add(key.bucket());
            } else if (column instanceof DimensionValue) {
                row.add(key.channel());
            } else if (column instanceof CurrencyPlace) {
                row.add(events.stream().anyMatch(Event::order) ? USD : null);
            } else if (column instanceof AggregateValue value) {
                row.add(aggregate(value.alias(), events));
            } else if (column instanceof SketchValue) {
                HllSketch sketch = new HllSketch(12);
                events.forEach(event -> sketch.update(event.visitor()));
                row.add(sketch.toCompactByteArray());
            } else if (column instanceof SortKey sort) {
                row.add(measure(
                        wanted.query().rows().orderBy().get(sort.position()).field(), events));
            }
        }
        return row;
    }

    private static long measure(String name, List<Event> events) {
        return switch (name) {
            case "events" -> aggregate("all_events", events);
            case "orders" -> aggregate("orders_placed", events);
            case "gross_sales" -> aggregate("ordered_minor", events);
            default -> aggregate("distinct_visitors", events);
        };
    }

    private static long aggregate(String name, List<Event> events) {
        return switch (name) {
            case "all_events" -> events.size();
            case "orders_placed" -> events.stream().filter(Event::order).count();
            case "ordered_minor" -> events.stream().mapToLong(Event::minor).sum();
            case "distinct_visitors" -> {
                TreeSet<Integer> visitors = new TreeSet<>();
                events.forEach(event -> visitors.add(event.visitor()));
                yield visitors.size();
            }
            default -> throw new IllegalArgumentException(name);
        };
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
