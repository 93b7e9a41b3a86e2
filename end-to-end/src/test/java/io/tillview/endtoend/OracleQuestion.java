package io.tillview.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A question as the contract of {@code POST /v1/query} has it.
 *
 * @param merchant who asks
 * @param measures the measures' names
 * @param dimensions the dimensions' names
 * @param from where the range begins: a date, read in {@code zone}, or an instant
 * @param to where it ends: a date or an instant
 * @param grain the grain's name
 * @param zone an IANA zone
 * @param filters all of them have to hold
 * @param having all of them have to hold of a row
 * @param orderBy the most significant first
 * @param limit at most so many rows
 * @param totals whether the measures over all rows are asked for, too
 */
record OracleQuestion(
        String merchant,
        List<String> measures,
        List<String> dimensions,
        String from,
        String to,
        String grain,
        String zone,
        List<Filter> filters,
        List<Having> having,
        List<Order> orderBy,
        int limit,
        boolean totals) {

    /** What the rollup keeps of an event, beside its quarter hour. */
    private static final Set<String> ROLLED_UP = Set.of("event_type", "channel", "country", "device", "currency");

    /** A text that no event has anywhere. */
    private static final String NOBODYS = "nobody's";

    private static final long QUARTER_HOUR_MILLIS = 900_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A filter: a comparison, or {@code all} or {@code any} of others.
     *
     * @param op how
     * @param dimension of what; null for several filters
     * @param values compared with these; none where the operator takes none
     * @param filters of which all or any have to hold; none for a comparison
     */
    record Filter(String op, String dimension, List<String> values, List<Filter> filters) {
        static Filter of(String dimension, String op, List<String> values) {
            return new Filter(op, dimension, values, List.of());
        }

        boolean isComparison() {
            return filters.isEmpty();
        }

        Stream<String> dimensions() {
            return isComparison() ? Stream.of(dimension) : filters.stream().flatMap(Filter::dimensions);
        }

        private void writeTo(ObjectNode node) {
            if (!isComparison()) {
                ArrayNode nested = node.putArray(op);
                filters.forEach(filter -> filter.writeTo(nested.addObject()));
                return;
            }
            node.put("dimension", dimension).put("op", op);
            if (op.equals("in") || op.equals("not_in")) {
                values.forEach(node.putArray("values")::add);
            } else {
                values.forEach(value -> node.put("value", value));
            }
        }
    }

    /**
     * What a row has to be like, by a measure that is a whole number.
     *
     * @param measure one of the question's
     * @param op {@code gt}, {@code lte} and the like
     * @param value compared with this
     */
    record Having(String measure, String op, long value) {}

    /**
     * A column to order by.
     *
     * @param field its name
     * @param descending whether the highest come first
     */
    record Order(String field, boolean descending) {}

    /** The body of the request. */
    String json() {
        ObjectNode body = JSON.createObjectNode();
        measures.forEach(body.putArray("measures")::add);
        dimensions.forEach(body.putArray("dimensions")::add);
        body.putObject("timeRange").put("from", from).put("to", to);
        body.put("grain", grain).put("timeZone", zone);
        ArrayNode filterNodes = body.putArray("filters");
        filters.forEach(filter -> filter.writeTo(filterNodes.addObject()));
        ArrayNode havingNodes = body.putArray("having");
        having.forEach(one -> havingNodes
                .addObject()
                .put("measure", one.measure())
                .put("op", one.op())
                .put("value", one.value()));
        ArrayNode orderNodes = body.putArray("orderBy");
        orderBy.forEach(order -> orderNodes
                .addObject()
                .put("field", order.field())
                .put("direction", order.descending() ? "desc" : "asc"));
        return body.put("limit", limit).put("totals", totals).toString();
    }

    boolean hasTime() {
        return !grain.equals("none");
    }

    ZoneId zoneId() {
        return ZoneId.of(zone);
    }

    /** The first instant of the range. */
    Instant begins() {
        return instant(from);
    }

    /** The first instant after it. */
    Instant ends() {
        return instant(to);
    }

    private Instant instant(String text) {
        return text.contains("T")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDate.parse(text).atStartOfDay(zoneId()).toInstant();
    }

    /** The one currency that a filter lets through; empty where none does. */
    Optional<String> filteredCurrency() {
        return filters.stream()
                .filter(filter -> filter.isComparison() && filter.dimension().equals("currency"))
                .filter(filter -> filter.op().equals("eq") || filter.op().equals("in"))
                .filter(filter -> new HashSet<>(filter.values()).size() == 1)
                .map(filter -> filter.values().get(0))
                .findFirst();
    }

    /** The cheapest datasource that can answer. */
    String source() {
        boolean dimensionsRolledUp = ROLLED_UP.containsAll(dimensions)
                && filters.stream().flatMap(Filter::dimensions).allMatch(ROLLED_UP::contains);
        boolean quarterHours = begins().toEpochMilli() % QUARTER_HOUR_MILLIS == 0
                && ends().toEpochMilli() % QUARTER_HOUR_MILLIS == 0
                && !grain.equals("minute");
        return dimensionsRolledUp && quarterHours ? "merchant_metrics" : "merchant_events";
    }

    /** The same about all rows at once. */
    OracleQuestion inOneRow() {
        return new OracleQuestion(
                merchant, measures, List.of(), from, to, "none", zone, filters, List.of(), List.of(), 1, false);
    }

    /** All events of a shop in a range, in the question's own parts. */
    OracleQuestion aboutAll(String shop, Instant begin, Instant end) {
        return new OracleQuestion(
                shop,
                List.of("events", "gross_sales", "visitors"),
                dimensions,
                begin.toString(),
                end.toString(),
                grain,
                zone,
                List.of(),
                List.of(),
                List.of(),
                10_000,
                true);
    }

    /** The distinct counts of the same events by one dimension alone. */
    OracleQuestion distinctBy(String dimension) {
        return new OracleQuestion(
                merchant,
                List.of("visitors", "sessions", "customers"),
                List.of(dimension),
                from,
                to,
                "none",
                zone,
                filters,
                List.of(),
                List.of(),
                limit,
                false);
    }

    /** Of the same events the first groups, each with three sketches. */
    OracleQuestion firstGroups(List<String> by, int count) {
        return new OracleQuestion(
                merchant,
                List.of("events", "visitors", "cart_abandonment_rate"),
                by,
                from,
                to,
                "none",
                zone,
                filters,
                List.of(),
                List.of(),
                count,
                false);
    }

    /** The same question, but for a filter that keeps every event and that only the detail can apply. */
    OracleQuestion fromDetail() {
        List<Filter> more = new ArrayList<>(filters);
        more.add(Filter.of("os", "ne", List.of(NOBODYS)));
        return new OracleQuestion(
                merchant, measures, dimensions, from, to, grain, zone, more, having, orderBy, limit, totals);
    }
}
