package io.tillview.query.request;

import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.journeys.EventMatch;
import io.tillview.query.journeys.RetentionQuery;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body of {@code POST /v1/retention}.
 *
 * <p>Keeps no state but its clock; safe for use by many threads.
 */
public final class RetentionReader {
    private static final List<String> FIELDS =
            List.of("entering", "returning", "timeRange", "timeZone", "grain", "periods", "filters");

    private final JsonTree json = new JsonTree();
    private final JourneyTime time;

    /** @param clock what "the last seven days" are counted from */
    public RetentionReader(InstantSource clock) {
        this.time = new JourneyTime(new TimeReader(clock));
    }

    /**
     * Reads a question.
     *
     * @param body UTF-8 JSON, already bounded in size
     * @return the question, or everything that is wrong with it
     */
    public Reading<RetentionQuery> read(byte[] body) {
        return json.read(body, (root, violations) -> Fields.of(root, "", FIELDS, violations)
                .flatMap(fields -> read(fields, violations))
                .orElse(null));
    }

    private Optional<RetentionQuery> read(Fields fields, Violations violations) {
        List<Filter> forAll = new FilterReader(violations).read(fields);
        EventMatch entering = match(fields, "entering", forAll, violations);
        EventMatch returning = match(fields, "returning", forAll, violations);
        fields.missing("grain", "what the periods are: day, week or month.");
        Grain grain = time.grain(fields, violations);
        boolean ofTheCalendar = grain == Grain.DAY || grain == Grain.WEEK || grain == Grain.MONTH;
        if (fields.text("grain").flatMap(Grain::named).isPresent() && !ofTheCalendar) {
            fields.violation("grain", "Periods are of a day, a week or a month.");
        }
        ZoneId zone = time.zone(fields, violations);
        int periods = fields.integer("periods", 0, RetentionQuery.MAX_PERIODS).orElse(RetentionQuery.DEFAULT_PERIODS);
        Optional<Interval> interval = time.interval(fields, grain, zone, violations);
        if (!violations.isEmpty() || interval.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RetentionQuery(entering, returning, interval.get(), zone, grain, periods));
    }

    private static EventMatch match(Fields fields, String field, List<Filter> forAll, Violations violations) {
        return fields.node(field)
                .map(node -> new EventMatchReader(violations).read(node, fields.at(field), false, forAll))
                .orElse(new EventMatch(Optional.empty(), forAll));
    }
}
