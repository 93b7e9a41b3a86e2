package io.tillview.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
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
 * @param extras what else is said about the rows
 */
record OracleQuestion(
        String merchant,
        List<String> measures,
        List<String> dimensions,
        String from,
        String to,
        String grain,
        String zone,
        List<OracleFilter> filters,
        List<Having> having,
        List<Order> orderBy,
        int limit,
        boolean totals,
        OracleExtras extras) {

    /** What the rollup keeps of an event, beside its quarter hour. */
    private static final Set<String> ROLLED_UP = Set.of("event_type", "channel", "country", "device", "currency");

    /** A text that no event has anywhere. */
    private static final String NOBODYS = "nobody's";

    /** The contract's. */
    static final int MAX_LIMIT = 10_000;
    /** More rows than there ever are. */
    static final int NO_LIMIT = 1_000_000;

    private static final List<String> MEASURES_OF_ALL = List.of("events", "gross_sales", "visitors");
    private static final long QUARTER_HOUR_MILLIS = 900_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What a row has to be like, by a measure that is no estimate.
     *
     * @param measure one of the question's
     * @param op {@code gt}, {@code lte} and the like
     * @param value compared with this; money in units of a currency that has cents
     */
    record Having(String measure, String op, BigDecimal value) {
        /** Money in minor units. */
        BigDecimal exactValue() {
            return OracleMeasure.named(measure).kind() == OracleMeasure.Kind.MONEY ? value.movePointRight(2) : value;
        }
    }

    /**
     * A column to order by.
     *
     * @param field its name
     * @param descending whether the highest come first
     */
    record Order(String field, boolean descending) {}

    /** The body of the request for the first page. */
    String json() {
        return json(null);
    }

    /** The body of the request for the page that a token stands for; the first one for null. */
    String json(String pageToken) {
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
        body.put("limit", limit).put("totals", totals);
        extras.writeTo(body);
        if (pageToken != null) {
            body.put("pageToken", pageToken);
        }
        return body.toString();
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

    /** What is special about it, for counting. */
    List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        if (extras.compares()) {
            kinds.add(
                    extras.compareTo().name() == null
                            ? "compared to a range"
                            : extras.compareTo().name());
        }
        kinds.add(extras.fillGaps() ? "gaps filled" : "");
        kinds.add(extras.limitPerTime() > 0 ? "limit per time" : "");
        kinds.add(extras.isPaged() ? "pages" : "");
        kinds.add(hasAttributes() ? "attributes" : "");
        kinds.add(totals ? "totals" : "");
        kinds.add(having.isEmpty() ? "" : choosesByFractions() ? "having by money or ratios" : "having by counts");
        kinds.removeIf(String::isEmpty);
        return kinds;
    }

    /** Whether which rows are left depends on anything but counts. */
    boolean choosesByFractions() {
        return having.stream()
                .anyMatch(one -> OracleMeasure.named(one.measure()).kind() != OracleMeasure.Kind.COUNT);
    }

    private boolean hasAttributes() {
        return Stream.concat(dimensions.stream(), filters.stream().flatMap(OracleFilter::dimensions))
                .anyMatch(OracleAttributes::isAttribute);
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
                && filters.stream().flatMap(OracleFilter::dimensions).allMatch(ROLLED_UP::contains);
        boolean quarterHours = begins().toEpochMilli() % QUARTER_HOUR_MILLIS == 0
                && ends().toEpochMilli() % QUARTER_HOUR_MILLIS == 0
                && !grain.equals("minute");
        return dimensionsRolledUp && quarterHours ? "merchant_metrics" : "merchant_events";
    }

    /** The same about all rows at once. */
    OracleQuestion inOneRow() {
        return with(measures, List.of(), from, to, "none", filters, 1, false);
    }

    /** The same about no time at all: what there is to say about nothing. */
    OracleQuestion aboutNothing() {
        return with(measures, List.of(), from, from, "none", filters, 1, false);
    }

    /** All rows about another time, in whatever order. */
    OracleQuestion allRowsOf(String begin, String end) {
        return with(measures, dimensions, begin, end, grain, filters, NO_LIMIT, false);
    }

    /** The same up to another limit. */
    OracleQuestion limitedTo(int other) {
        return new OracleQuestion(
                merchant, measures, dimensions, from, to, grain, zone, filters, having, orderBy, other, totals, extras);
    }

    /** The same with other extras. */
    OracleQuestion with(OracleExtras others) {
        return new OracleQuestion(
                merchant, measures, dimensions, from, to, grain, zone, filters, having, orderBy, limit, totals, others);
    }

    /** All events of a shop in a range, in the question's own parts. */
    OracleQuestion aboutAll(String shop, Instant begin, Instant end) {
        return new OracleQuestion(
                shop,
                MEASURES_OF_ALL,
                dimensions,
                begin.toString(),
                end.toString(),
                grain,
                zone,
                List.of(),
                List.of(),
                List.of(),
                MAX_LIMIT,
                true,
                OracleExtras.NONE);
    }

    /** All events of a shop as what stands beside a time in which there are none. */
    OracleQuestion besideAll(String shop, Instant begin, Instant end) {
        OracleExtras.CompareTo all = new OracleExtras.CompareTo(null, begin.toString(), end.toString());
        // So many buckets that all of those beside them have their place.
        Instant after = end.plusMillis(2 * (end.toEpochMilli() - begin.toEpochMilli()));
        String coarse = List.of("minute", "quarter_hour", "hour").contains(grain) ? "day" : grain;
        return new OracleQuestion(
                shop,
                MEASURES_OF_ALL,
                List.of(),
                end.toString(),
                after.toString(),
                coarse,
                zone,
                List.of(),
                List.of(),
                List.of(),
                MAX_LIMIT,
                true,
                new OracleExtras(all, !coarse.equals("none"), 0, 1));
    }

    /** The distinct counts of the same events by one dimension alone. */
    OracleQuestion distinctBy(String dimension) {
        List<String> counts = List.of("visitors", "sessions", "customers");
        return with(counts, List.of(dimension), from, to, "none", filters, limit, false);
    }

    /** Of the same events the first groups, each with three sketches. */
    OracleQuestion firstGroups(List<String> by, int count) {
        return with(
                List.of("events", "visitors", "cart_abandonment_rate"), by, from, to, "none", filters, count, false);
    }

    /** The same question, but for a filter that keeps every event and that only the detail can apply. */
    OracleQuestion fromDetail() {
        List<OracleFilter> more = new ArrayList<>(filters);
        more.add(OracleFilter.of("os", "ne", List.of(NOBODYS)));
        return new OracleQuestion(
                merchant, measures, dimensions, from, to, grain, zone, more, having, orderBy, limit, totals, extras);
    }

    /** Neither ordered nor chosen by anything. */
    private OracleQuestion with(
            List<String> what,
            List<String> by,
            String begin,
            String end,
            String per,
            List<OracleFilter> where,
            int most,
            boolean inAll) {
        return new OracleQuestion(
                merchant, what, by, begin, end, per, zone, where, List.of(), List.of(), most, inAll, OracleExtras.NONE);
    }
}
