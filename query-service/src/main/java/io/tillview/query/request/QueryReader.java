package io.tillview.query.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.TimeRange;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.catalog.Measure;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
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
    private static final int LONGEST_FAULT = 200;
    private static final ZoneId UTC = ZoneId.of("UTC");

    private final ObjectMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final InstantSource clock;
    private final TimeZones timeZones;

    /** @param clock what "the last seven days" are counted from */
    public QueryReader(InstantSource clock) {
        this.clock = clock;
        this.timeZones = new TimeZones(clock);
    }

    /**
     * Reads a question.
     *
     * @param body UTF-8 JSON, already bounded in size
     * @return the question, or everything that is wrong with it
     */
    public QueryReading read(byte[] body) {
        JsonNode root;
        try {
            root = json.readTree(body);
        } catch (JsonProcessingException e) {
            return new QueryReading.NotJson(where(e));
        } catch (IOException e) {
            return new QueryReading.NotJson("The body is not UTF-8.");
        }
        if (root == null || root.isMissingNode()) {
            return new QueryReading.NotJson("The body is empty.");
        }
        Violations violations = new Violations();
        Optional<QueryReading> understood =
                Fields.of(root, "", FIELDS, violations).flatMap(fields -> read(fields, violations));
        return understood.orElseGet(() -> new QueryReading.Refused(violations.all()));
    }

    private Optional<QueryReading> read(Fields fields, Violations violations) {
        List<String> measures = new NameListReader(violations).read(fields, "measures", "measure", Measure.names());
        if (measures.isEmpty() && fields.list("measures", Integer.MAX_VALUE).isEmpty()) {
            fields.violation("measures", "At least one measure is needed, for example [\"orders\"].");
        }
        List<String> dimensions =
                new NameListReader(violations).read(fields, "dimensions", "dimension", Dimension.names());
        if (dimensions.size() > MerchantQuery.MAX_DIMENSIONS) {
            fields.violation("dimensions", "At most " + MerchantQuery.MAX_DIMENSIONS + " dimensions are possible.");
        }
        Grain grain = grain(fields, violations);
        ZoneId zone = zone(fields, violations);
        List<Filter> filters = new FilterReader(violations).read(fields);
        List<OrderBy> orderBy = new OrderReader(violations).read(fields, grain, dimensions, measures);
        int limit = fields.integer("limit", 1, MerchantQuery.MAX_LIMIT).orElse(MerchantQuery.DEFAULT_LIMIT);
        boolean totals = fields.bool("totals").orElse(false);
        Optional<TimeRange> range = new TimeRangeReader(violations).read(fields);
        Optional<Interval> interval = range.flatMap(r -> interval(fields, r, grain, zone, clock.instant()));
        if (!violations.isEmpty() || interval.isEmpty()) {
            return Optional.empty();
        }
        MerchantQuery query = new MerchantQuery(
                measures, dimensions, range.orElseThrow(), grain, zone, filters, orderBy, limit, totals);
        return Optional.of(new QueryReading.Understood(query, interval.get()));
    }

    private static Grain grain(Fields fields, Violations violations) {
        Optional<String> name = fields.text("grain");
        Optional<Grain> grain = name.flatMap(Grain::named);
        if (name.isPresent() && grain.isEmpty()) {
            List<String> known =
                    Arrays.stream(Grain.values()).map(Grain::externalName).toList();
            violations.addUnknown("grain", "grain", name.get(), known);
        }
        return grain.orElse(Grain.NONE);
    }

    private ZoneId zone(Fields fields, Violations violations) {
        Optional<String> name = fields.text("timeZone");
        if (name.isEmpty()) {
            return UTC;
        }
        if (TimeZones.isKnown(name.get())) {
            if (!timeZones.agree(name.get())) {
                violations.add(
                        "timeZone",
                        "'" + name.get()
                                + "' has changed its clocks in a way that not all of this installation knows yet:"
                                + " ask in another zone until it is updated.");
            }
            return ZoneId.of(name.get());
        }
        String nearest = Violations.nearest(name.get(), TimeZones.names())
                .map(n -> " Did you mean '" + n + "'?")
                .orElse("");
        violations.add(
                "timeZone",
                "'" + Violations.shown(name.get()) + "' is not an IANA time zone, for example America/New_York."
                        + nearest);
        return UTC;
    }

    private static Optional<Interval> interval(Fields fields, TimeRange range, Grain grain, ZoneId zone, Instant now) {
        try {
            Interval interval = range.resolve(grain, zone, now);
            if (interval.isEmpty()) {
                fields.violation(
                        "timeRange", "The range is empty: 'from' has to be before 'to', which is not part of it.");
                return Optional.empty();
            }
            if (interval.from().isBefore(TimeRangeReader.EARLIEST)
                    || interval.to().isAfter(TimeRangeReader.LATEST)) {
                fields.violation("timeRange", "The range has to lie between the years 1970 and 2999.");
                return Optional.empty();
            }
            return Optional.of(interval);
        } catch (DateTimeException | ArithmeticException e) {
            fields.violation("timeRange", "The range has to lie between the years 1970 and 2999.");
            return Optional.empty();
        }
    }

    private static String where(JsonProcessingException e) {
        // What follows in brackets is about the library, not about the body.
        String what = e.getOriginalMessage().lines().findFirst().orElse("").split(" \\((for|start)|\\[Source", 2)[0];
        String shortened = what.substring(0, Math.min(what.length(), LONGEST_FAULT));
        return e.getLocation() == null
                ? shortened
                : "Line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ": " + shortened;
    }
}
