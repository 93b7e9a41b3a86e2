package io.tillview.query.request;

import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.TimeRange;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.catalog.Measure;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body of {@code POST /v1/query}.
 *
 * <p>Keeps no state but its clock; safe for use by many threads.
 */
public final class QueryReader {
    private static final List<String> FIELDS = List.of(
            "measures", "dimensions", "timeRange", "grain", "timeZone", "filters", "orderBy", "limit", "totals");

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
        return json.read(body, (root, violations) -> Fields.of(root, "", FIELDS, violations)
                .flatMap(fields -> read(fields, violations))
                .orElse(null));
    }

    /** Reads a question that stands inside another body. */
    Optional<Question> read(Fields fields, Violations violations) {
        List<String> measures = new NameListReader(violations).read(fields, "measures", "measure", Measure.names());
        if (measures.isEmpty() && fields.list("measures", Integer.MAX_VALUE).isEmpty()) {
            fields.violation("measures", "At least one measure is needed, for example [\"orders\"].");
        }
        List<String> dimensions =
                new NameListReader(violations).read(fields, "dimensions", "dimension", Dimension.names());
        if (dimensions.size() > MerchantQuery.MAX_DIMENSIONS) {
            fields.violation("dimensions", "At most " + MerchantQuery.MAX_DIMENSIONS + " dimensions are possible.");
        }
        Grain grain = time.grain(fields, violations);
        ZoneId zone = time.zone(fields, violations);
        List<Filter> filters = new FilterReader(violations).read(fields);
        List<OrderBy> orderBy = new OrderReader(violations).read(fields, grain, dimensions, measures);
        int limit = fields.integer("limit", 1, MerchantQuery.MAX_LIMIT).orElse(MerchantQuery.DEFAULT_LIMIT);
        boolean totals = fields.bool("totals").orElse(false);
        Optional<TimeRange> range = new TimeRangeReader(violations).read(fields);
        Optional<Interval> interval = range.flatMap(r -> time.interval(fields, r, grain, zone));
        if (!violations.isEmpty() || interval.isEmpty()) {
            return Optional.empty();
        }
        MerchantQuery query = new MerchantQuery(
                measures, dimensions, range.orElseThrow(), grain, zone, filters, orderBy, limit, totals);
        return Optional.of(new Question(query, interval.get()));
    }
}
