package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.Buckets;
import io.tillview.query.Extras;
import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OddBuckets;
import io.tillview.query.Question;
import io.tillview.query.RowSelection;
import io.tillview.query.TimeRange;
import io.tillview.query.catalog.Audience;
import io.tillview.query.catalog.Measure;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Reads the bodies of {@code POST /v1/query}, {@code POST /v1/query/batch} and {@code POST /v1/admin/query}.
 *
 * <p>Keeps no state but its clock; safe for use by many threads.
 */
public final class QueryReader {
    /** The most questions of one batch. */
    public static final int MAX_BATCH = 20;

    private static final String PAGE_TOKEN = "pageToken";
    private static final List<String> FIELDS = List.of(
            "measures",
            "dimensions",
            "timeRange",
            "grain",
            "timeZone",
            "compareTo",
            "filters",
            "having",
            "orderBy",
            "limit",
            "limitPerTime",
            PAGE_TOKEN,
            "totals",
            "fillGaps",
            "maxStaleness");

    private final JsonTree json = new JsonTree();
    private final TimeReader time;

    /** @param clock what "the last seven days" are counted from */
    public QueryReader(InstantSource clock) {
        this.time = new TimeReader(clock);
    }

    /**
     * Reads a question.
     *
     * @param body UTF-8 JSON, already bounded in size
     * @return the question, or everything that is wrong with it
     */
    public Reading<Question> read(byte[] body) {
        return read(body, Audience.MERCHANT);
    }

    /**
     * Reads a question.
     *
     * @param body UTF-8 JSON, already bounded in size
     * @param audience whom it is for, which decides what it can be about
     * @return the question, or everything that is wrong with it
     */
    public Reading<Question> read(byte[] body, Audience audience) {
        return json.read(body, (root, violations) -> question(root, audience, violations));
    }

    /**
     * Reads several questions, each for itself.
     *
     * @param body UTF-8 JSON, already bounded in size: {@code {"queries": [...]}}
     * @param counted told how many there are, before the first of them is read
     * @return each question or everything that is wrong with it, in their order; refused as a whole only if it is no such list
     */
    public Reading<List<Reading<Question>>> readBatch(byte[] body, IntConsumer counted) {
        return json.read(body, (root, violations) -> Fields.of(root, "", List.of("queries"), violations)
                .map(fields -> {
                    fields.missing("queries", "a list of questions as POST /v1/query takes them.");
                    List<JsonNode> queries = fields.list("queries", MAX_BATCH);
                    boolean isEmptyList = fields.node("queries")
                            .filter(node -> node.isArray() && node.isEmpty())
                            .isPresent();
                    if (isEmptyList) {
                        fields.violation("queries", "At least one question is needed.");
                    }
                    counted.accept(queries.size());
                    return queries.stream()
                            .map(query -> json.read(query, (one, wrong) -> question(one, Audience.MERCHANT, wrong)))
                            .toList();
                })
                .orElse(List.of()));
    }

    private Question question(JsonNode root, Audience audience, Violations violations) {
        return Fields.of(root, "", FIELDS, violations)
                .flatMap(fields -> read(fields, root, audience, violations))
                .orElse(null);
    }

    /** Reads a merchant's question that stands inside another body. */
    Optional<Question> read(Fields fields, JsonNode root, Violations violations) {
        return read(fields, root, Audience.MERCHANT, violations);
    }

    private Optional<Question> read(Fields fields, JsonNode root, Audience audience, Violations violations) {
        List<String> measures = new NameListReader(violations).read(fields, "measures", "measure", Measure.names());
        if (measures.isEmpty() && fields.list("measures", Integer.MAX_VALUE).isEmpty()) {
            fields.violation("measures", "At least one measure is needed, for example [\"orders\"].");
        }
        List<String> dimensions = new DimensionsReader(violations, audience).read(fields);
        Grain grain = time.grain(fields, violations);
        ZoneId zone = time.zone(fields, violations);
        List<Filter> filters = new FilterReader(violations, audience).read(fields);
        RowSelection rows = new SelectionReader(violations).read(fields, grain, dimensions, measures);
        Extras extras = new ExtrasReader(violations).read(fields);
        Optional<String> pageToken = fields.text(PAGE_TOKEN);
        Optional<TimeRange> range = new TimeRangeReader(violations).read(fields);
        Optional<Interval> interval = range.flatMap(r -> time.interval(fields, "timeRange", r, grain, zone));
        Optional<Interval> comparison = interval.flatMap(
                main -> extras.compareTo().flatMap(other -> time.comparison(fields, other, main, grain, zone)));
        interval.ifPresent(main -> requirePlain(fields, "timeRange", main, grain, zone));
        comparison.ifPresent(other -> requirePlain(fields, "compareTo", other, grain, zone));
        if (rows.fillGaps()) {
            interval.ifPresent(main -> requireListable(fields, "fillGaps", main, grain, zone));
        }
        if (extras.compareTo().isPresent()) {
            interval.ifPresent(main -> requireListable(fields, "compareTo", main, grain, zone));
            comparison.ifPresent(other -> requireListable(fields, "compareTo", other, grain, zone));
        }
        if (!violations.isEmpty() || interval.isEmpty()) {
            return Optional.empty();
        }
        MerchantQuery query =
                new MerchantQuery(measures, dimensions, range.orElseThrow(), grain, zone, filters, rows, extras);
        return Optional.of(
                new Question(query, interval.get(), comparison, json.fingerprintWithout(root, PAGE_TOKEN), pageToken));
    }

    /** Each bucket that Druid would cut otherwise makes the SQL longer. */
    private static void requirePlain(Fields fields, String field, Interval interval, Grain grain, ZoneId zone) {
        if (OddBuckets.within(interval, grain, zone).size() > OddBuckets.MAX) {
            fields.violation(
                    field,
                    "The clocks of " + zone.getId() + " are changed in the middle of a bucket of the grain '"
                            + grain.externalName() + "' more than " + OddBuckets.MAX
                            + " times in this range: name less time.");
        }
    }

    private static void requireListable(Fields fields, String field, Interval interval, Grain grain, ZoneId zone) {
        if (Buckets.of(interval, grain, zone).isEmpty()) {
            fields.violation(
                    field,
                    "The range has more than " + Buckets.MAX + " buckets of the grain '" + grain.externalName()
                            + "', the most there can be: name a coarser grain or less time.");
        }
    }
}
