package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.ExportCompression;
import io.tillview.query.ExportFormat;
import io.tillview.query.ExportRequest;
import io.tillview.query.Exported;
import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.Question;
import io.tillview.query.catalog.EventColumn;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads the body of {@code POST /v1/exports}: {@code {"query": …}} or {@code {"events": …}}, with {@code format} and
 * {@code compression}.
 *
 * <p>Keeps no state but its clock; safe for use by many threads.
 */
public final class ExportReader {
    private static final List<String> FIELDS = List.of("query", "events", "format", "compression");
    private static final List<String> EVENT_FIELDS = List.of("timeRange", "timeZone", "filters", "columns");
    /** What is about an answer of a few rows (totals, pages, gaps, comparisons) is none of a file's. */
    private static final List<String> QUERY_FIELDS =
            List.of("measures", "dimensions", "timeRange", "grain", "timeZone", "filters", "orderBy", "limit");

    private final JsonTree json = new JsonTree();
    private final QueryReader queries;
    private final TimeReader time;

    /** @param clock what "the last seven days" are counted from */
    public ExportReader(InstantSource clock) {
        this.queries = new QueryReader(clock);
        this.time = new TimeReader(clock);
    }

    /**
     * Reads what to export.
     *
     * @param body UTF-8 JSON, already bounded in size
     * @return it, or everything that is wrong with it
     */
    public Reading<ExportRequest> read(byte[] body) {
        return json.read(body, (root, violations) -> Fields.of(root, "", FIELDS, violations)
                .flatMap(fields -> read(fields, violations))
                .orElse(null));
    }

    private Optional<ExportRequest> read(Fields fields, Violations violations) {
        Optional<ExportFormat> format =
                named(fields, violations, "format", ExportFormat.names()).flatMap(ExportFormat::named);
        fields.missing("format", "one of " + String.join(", ", ExportFormat.names()) + ".");
        ExportCompression compression = named(fields, violations, "compression", ExportCompression.names())
                .flatMap(ExportCompression::named)
                .orElse(ExportCompression.NONE);
        if (fields.has("query") == fields.has("events")) {
            fields.violation("", "Either 'query', a question, or 'events', the events themselves, is needed.");
            return Optional.empty();
        }
        Optional<What> what = fields.has("query")
                ? within(fields, violations, "query", this::question)
                : within(fields, violations, "events", this::events);
        return what.isPresent() && format.isPresent()
                ? Optional.of(
                        new ExportRequest(what.get().exported(), what.get().interval(), format.get(), compression))
                : Optional.empty();
    }

    private static Optional<String> named(Fields fields, Violations violations, String field, List<String> known) {
        return fields.text(field).filter(name -> {
            if (!known.contains(name)) {
                violations.addUnknown(field, field, name, known);
            }
            return known.contains(name);
        });
    }

    /** What is wrong in there is said with where it stands. */
    private static Optional<What> within(
            Fields fields,
            Violations violations,
            String field,
            BiFunction<JsonNode, Violations, Optional<What>> reader) {
        Violations inner = new Violations();
        Optional<What> what = reader.apply(fields.node(field).orElseThrow(), inner);
        inner.all()
                .forEach(violation -> violations.add(
                        violation.field().isEmpty() ? field : field + "." + violation.field(), violation.message()));
        return what;
    }

    private Optional<What> question(JsonNode node, Violations violations) {
        Optional<Fields> fields = Fields.of(node, "", QUERY_FIELDS, violations);
        Optional<Question> question = fields.flatMap(some -> queries.read(some, node, violations));
        boolean limited = fields.filter(some -> some.has("limit")).isPresent();
        if (fields.isPresent() && !limited && fields.get().has("orderBy")) {
            fields.get()
                    .violation(
                            "orderBy",
                            "Rows without a bound come by time, then by dimensions: leave this out, or name a 'limit'.");
            return Optional.empty();
        }
        return question.map(some -> new What(new Exported.OfQuery(some.query(), limited), some.interval()));
    }

    private Optional<What> events(JsonNode node, Violations violations) {
        return Fields.of(node, "", EVENT_FIELDS, violations).flatMap(fields -> {
            List<String> columns = fields.has("columns")
                    ? new NameListReader(violations).read(fields, "columns", "column", EventColumn.names())
                    : EventColumn.names();
            if (columns.isEmpty() && fields.list("columns", Integer.MAX_VALUE).isEmpty()) {
                fields.violation("columns", "At least one column is needed, or none named for all of them.");
            }
            if (columns.contains(EventColumn.AMOUNT.externalName())
                    && !columns.contains(EventColumn.CURRENCY.externalName())) {
                fields.violation("columns", "'amount' needs 'currency' beside it: it says nothing without.");
            }
            ZoneId zone = time.zone(fields, violations);
            List<Filter> filters = new FilterReader(violations).read(fields);
            Optional<Interval> interval = new TimeRangeReader(violations)
                    .read(fields)
                    .flatMap(range -> time.interval(fields, "timeRange", range, Grain.NONE, zone));
            return violations.isEmpty()
                    ? interval.map(some -> new What(new Exported.OfEvents(columns, filters), some))
                    : Optional.empty();
        });
    }

    private record What(Exported exported, Interval interval) {}
}
