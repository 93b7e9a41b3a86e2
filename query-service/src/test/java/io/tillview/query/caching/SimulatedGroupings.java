package io.tillview.query.caching;

import io.tillview.query.Grain;
import io.tillview.query.caching.SimulatedTimeline.Event;
import io.tillview.query.caching.SimulatedTimeline.Segment;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.WholeNumberSql;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.datasketches.hll.HllSketch;

/** Works out statements with grouping sets, from nothing but their text, as Druid does: no events, no rows. */
final class SimulatedGroupings {
    private static final Pattern STATEMENT =
            Pattern.compile("SELECT (.*) FROM \"merchant_metrics\" WHERE \"merchant_id\" = '(\\d+)' AND (.*?)"
                    + "(?: GROUP BY (.*?))? LIMIT (\\d+)");
    private static final Pattern RANGE = Pattern.compile(
            "\"__time\" >= MILLIS_TO_TIMESTAMP\\((\\d+)\\) AND \"__time\" < MILLIS_TO_TIMESTAMP\\((\\d+)\\)");
    private static final Pattern FLOOR = Pattern.compile("TIME_FLOOR\\(\"__time\", '(\\w+)', NULL, '(?:UTC|Z)'\\)");
    private static final List<Aggregate> KNOWN = List.of(
            Aggregate.ALL_EVENTS, Aggregate.ORDERS_PLACED, Aggregate.ORDERED_MINOR, Aggregate.DISTINCT_VISITORS);
    private static final long USD = Currencies.placeOf("USD").orElseThrow();

    private final List<String> selected;
    private final int merchant;
    private final String where;
    private final List<List<String>> sets = new ArrayList<>();
    private final boolean grouped;
    private final int limit;

    SimulatedGroupings(String sql) {
        Matcher statement = STATEMENT.matcher(sql);
        if (!statement.matches()) {
            throw new AssertionError("Not read: " + sql);
        }
        selected = parts(statement.group(1)).stream()
                .map(part -> part.substring(0, part.lastIndexOf(" AS ")))
                .toList();
        merchant = Integer.parseInt(statement.group(2));
        where = statement.group(3);
        String groupBy = statement.group(4);
        grouped = groupBy != null;
        limit = Integer.parseInt(statement.group(5));
        if (grouped && groupBy.startsWith("GROUPING SETS (")) {
            parts(groupBy.substring("GROUPING SETS (".length(), groupBy.length() - 1))
                    .forEach(set -> sets.add(parts(set.substring(1, set.length() - 1))));
        } else {
            sets.add(grouped ? parts(groupBy) : List.of());
        }
    }

    List<List<Object>> rows(SimulatedTimeline timeline) {
        List<Event> events = events(timeline);
        List<List<Object>> rows = new ArrayList<>();
        for (List<String> set : sets) {
            Map<List<Object>, List<Event>> groups = new LinkedHashMap<>();
            if (!grouped) {
                groups.put(List.of(), new ArrayList<>());
            }
            for (Event event : events) {
                List<Object> key = new ArrayList<>();
                set.forEach(text -> key.add(key(text, event)));
                groups.computeIfAbsent(key, any -> new ArrayList<>()).add(event);
            }
            groups.forEach((key, of) -> rows.add(row(set, key, of)));
        }
        return rows.size() > limit ? rows.subList(0, limit) : rows;
    }

    private List<Object> row(List<String> set, List<Object> key, List<Event> events) {
        List<Object> row = new ArrayList<>();
        for (String text : selected) {
            if (text.startsWith("GROUPING(")) {
                row.add(grouping(parts(text.substring("GROUPING(".length(), text.length() - 1)), set));
            } else if (set.contains(text)) {
                row.add(key.get(set.indexOf(text)));
            } else {
                row.add(sets.stream().anyMatch(other -> other.contains(text)) ? null : aggregate(text, events));
            }
        }
        return row;
    }

    private static long grouping(List<String> keys, List<String> set) {
        long number = 0;
        for (String key : keys) {
            number = number * 2 + (set.contains(key) ? 0 : 1);
        }
        return number;
    }

    private static Object key(String text, Event event) {
        Matcher floor = FLOOR.matcher(text);
        if (floor.matches()) {
            Grain grain = floor.group(1).equals("P1D") ? Grain.DAY : Grain.HOUR;
            return grain.floor(Instant.ofEpochMilli(event.millis()), ZoneOffset.UTC)
                    .toEpochMilli();
        }
        if (text.equals("\"channel\"")) {
            return event.channel();
        }
        LongUnaryOperator number = WholeNumberSql.of(text);
        return number.applyAsLong(event.millis());
    }

    private static Object aggregate(String text, List<Event> events) {
        if (text.startsWith("MIN(STRPOS(") || text.startsWith("MAX(STRPOS(")) {
            return events.stream().anyMatch(Event::order) ? USD : null;
        }
        if (text.equals("COUNT(*)")) {
            return (long) events.size();
        }
        for (Aggregate aggregate : KNOWN) {
            if (text.equals(aggregate.sql(Datasource.MERCHANT_METRICS))) {
                return value(aggregate, events);
            }
        }
        if (text.equals(Aggregate.DISTINCT_VISITORS.sketchSql(Datasource.MERCHANT_METRICS))) {
            HllSketch sketch = new HllSketch(Aggregate.HLL_LOG2_REGISTERS);
            events.forEach(event -> sketch.update(event.visitor()));
            return sketch.toCompactByteArray();
        }
        throw new AssertionError("Not an aggregate: " + text);
    }

    private static long value(Aggregate aggregate, List<Event> events) {
        return switch (aggregate) {
            case ALL_EVENTS -> events.size();
            case ORDERS_PLACED -> events.stream().filter(Event::order).count();
            case ORDERED_MINOR -> events.stream().mapToLong(Event::minor).sum();
            default -> {
                TreeSet<Integer> visitors = new TreeSet<>();
                events.forEach(event -> visitors.add(event.visitor()));
                yield visitors.size();
            }
        };
    }

    private List<Event> events(SimulatedTimeline timeline) {
        boolean onlyAds = where.endsWith(" AND \"channel\" IN ('ads')");
        List<Event> events = new ArrayList<>();
        Matcher range = RANGE.matcher(where);
        while (range.find()) {
            long from = Long.parseLong(range.group(1));
            long to = Long.parseLong(range.group(2));
            for (List<Segment> hour : timeline.hours()) {
                for (Segment segment : hour) {
                    if (segment.served() && segment.mayHold(merchant)) {
                        segment.rows().stream()
                                .filter(event -> event.merchant() == merchant
                                        && from <= event.millis()
                                        && event.millis() < to
                                        && (!onlyAds || event.channel().equals("ads")))
                                .forEach(events::add);
                    }
                }
            }
        }
        return events;
    }

    /** What commas part, but those in brackets or quotes. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            quoted ^= at == '\'';
            depth += quoted ? 0 : at == '(' ? 1 : at == ')' ? -1 : 0;
            if (at == ',' && depth == 0 && !quoted) {
                parts.add(text.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        if (!text.isBlank()) {
            parts.add(text.substring(begin).strip());
        }
        return parts;
    }
}
