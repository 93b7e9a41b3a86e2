package io.tillview.ingestion.merging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.events.Timeliness;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.SupervisorSpec;
import io.tillview.ingestion.merging.MergeComparison.Span;
import java.util.List;

/**
 * A datasource that late events are merged into, as its supervisor's spec has it.
 *
 * @param supervisor the spec whose rows, dimensions and measures the merged rows have, too
 */
record MergeTarget(SupervisorSpec supervisor) {
    String datasource() {
        return supervisor.id();
    }

    private boolean isRollup() {
        return supervisor.json().at("/spec/dataSchema/granularitySpec/rollup").asBoolean();
    }

    /** SQL for how many merged events its rows hold: a rollup counts them, the detail knows each by its times. */
    String countingMerged() {
        return isRollup()
                ? "SUM(late)"
                : "SUM(CASE WHEN TIMESTAMP_TO_MILLIS(__time) < arrived_at - " + Timeliness.MAX_BEHIND.toMillis()
                        + " THEN 1 ELSE 0 END)";
    }

    /**
     * The task that appends those of an hour's events that occurred at some times.
     *
     * @param times at least one
     */
    ObjectNode task(String id, ArrivalHour hour, List<Span> times) {
        ObjectNode task = IngestionSpecs.bundled().lateMergeSpec();
        task.put("id", id);
        ObjectNode schema = (ObjectNode) supervisor.json().at("/spec/dataSchema");
        schema.putObject("timestampSpec").put("column", "occurred_at").put("format", "millis");
        ObjectNode filter =
                schema.withObject("/transformSpec").putObject("filter").put("type", "or");
        for (Span time : times) {
            filter.withArray("/fields")
                    .addObject()
                    .put("type", "range")
                    .put("column", "occurred_at")
                    .put("matchValueType", "LONG")
                    .put("lower", time.from().toEpochMilli())
                    .put("upper", time.to().toEpochMilli())
                    .put("upperOpen", true);
        }
        if (isRollup()) {
            // What the event format works out of a record, and what says that the event came late.
            transform(schema, "ordered_minor", "if(event_type == 'order_placed', cast(amount_minor, 'DOUBLE'), null)");
            transform(schema, "late", "1");
        }
        task.withObject("/spec").set("dataSchema", schema);
        task.withObject("/spec/ioConfig/inputSource").put("interval", hour.start() + "/" + hour.end());
        return task;
    }

    private static void transform(ObjectNode schema, String name, String expression) {
        schema.withObject("/transformSpec")
                .withArray("/transforms")
                .addObject()
                .put("type", "expression")
                .put("name", name)
                .put("expression", expression);
    }
}
