package io.tillview.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.SpecChange.RulesReplaced;
import io.tillview.ingestion.SpecChange.Unchanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.druid.indexer.partitions.DimensionRangePartitionsSpec;
import org.apache.druid.indexing.common.task.CompactionTask;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.java.util.common.granularity.Granularities;
import org.apache.druid.java.util.common.granularity.Granularity;
import org.apache.druid.server.coordinator.rules.Rule;
import org.joda.time.DateTime;
import org.joda.time.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Layout and retention, read by Druid's own classes. */
class LayoutSpecsTest {

    private static final SpecValues VALUES = SpecValues.singleMachine("127.0.0.1:9092");
    private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

    private final DruidSpecParser druid = new DruidSpecParser();

    static Stream<LayoutSpec> layouts() {
        return IngestionSpecs.bundled().layouts(VALUES).stream();
    }

    static Stream<RetentionRules> retention() {
        return IngestionSpecs.bundled().retention(VALUES).stream();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void are_understood_by_druid_to_the_last_field(LayoutSpec layout) throws JsonProcessingException {
        ObjectNode task = hour(layout);
        // Druid gives what it turned the tuning into, which has another type's name, and writes out granularities and
        // intervals.
        JsonNode answer = druid.asDruidWrites(druid.parseLayout(task));
        task.remove(List.of("granularitySpec", "ioConfig"));
        task.withObject("/tuningConfig").put("type", "compaction");

        assertThat(SpecComparison.differences(task, answer)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void become_a_task_that_locks_concurrently_and_leaves_room_for_ingestion(LayoutSpec layout)
            throws JsonProcessingException {
        CompactionTask task = druid.parseLayout(hour(layout));

        assertThat(task.getId()).isEqualTo("one");
        assertThat(task.getDataSource()).isEqualTo(layout.datasource());
        assertThat(task.getContext()).containsEntry("useConcurrentLocks", true);
        assertThat(task.getTuningConfig().getMaxNumConcurrentSubTasks()).isEqualTo(1);
        Granularity granularity = task.getGranularitySpec().getSegmentGranularity();
        assertThat(granularity).isEqualTo(Granularities.HOUR);
        assertThat(task.getIoConfig().getInputSpec().findInterval(layout.datasource()))
                .isEqualTo(Intervals.of("2026-03-05T10:00:00Z/2026-03-05T11:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"merchant_events, merchant_id", "merchant_metrics, merchant_id", "platform_metrics, event_type"})
    void keep_together_what_is_asked_for_together(String datasource, String first) throws JsonProcessingException {
        CompactionTask task = druid.parseLayout(hour(layout(datasource)));

        assertThat(task.getTuningConfig().getPartitionsSpec())
                .isInstanceOfSatisfying(DimensionRangePartitionsSpec.class, range -> {
                    assertThat(range.getPartitionDimensions()).startsWith(first);
                    assertThat(range.getMaxRowsPerSegment()).isEqualTo(SpecValues.ROWS_PER_SEGMENT * 3 / 2);
                });
        assertThat(task.getDimensionsSpec().isForceSegmentSortByTime()).isFalse();
        assertThat(task.getDimensionsSpec().getDimensionNames()).startsWith(first);
    }

    /** A column that the layout doesn't name would be lost. */
    @ParameterizedTest
    @MethodSource("layouts")
    void have_the_columns_of_their_supervisors(LayoutSpec layout) {
        JsonNode supervisor = IngestionSpecs.bundled().supervisors(VALUES).stream()
                .filter(spec -> spec.id().equals(layout.datasource()))
                .findFirst()
                .orElseThrow()
                .json();
        List<JsonNode> columns = new ArrayList<>();
        supervisor.at("/spec/dataSchema/dimensionsSpec/dimensions").forEach(columns::add);
        List<JsonNode> laidOut = new ArrayList<>();
        layout.dimensionsSpec().path("dimensions").forEach(laidOut::add);

        assertThat(laidOut).containsAll(columns).hasSize(columns.size() + 1);
        assertThat(laidOut).extracting(column -> column.path("name").asText()).containsOnlyOnce("__time");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void say_when_hours_become_days_and_when_a_chunk_is_laid_out_again(LayoutSpec layout) {
        assertThat(layout.dayAfter()).isEqualTo(Duration.ofDays(7));
        assertThat(layout.appendedShare()).isEqualTo(0.2);
    }

    @Test
    void a_layout_without_ranges_is_refused() throws JsonProcessingException {
        JsonNode json = new ObjectMapper()
                .readTree(
                        """
                        {"dataSource": "d", "tuningConfig": {"partitionsSpec": {"type": "dynamic"}}}
                        """);

        assertThatThrownBy(() -> LayoutSpec.of("d/compaction.json", json))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("d/compaction.json")
                .hasMessageContaining("partitionsSpec");
    }

    @ParameterizedTest
    @MethodSource("retention")
    void rules_are_understood_by_druid_to_the_last_field(RetentionRules rules) throws JsonProcessingException {
        for (JsonNode rule : rules.json()) {
            Rule parsed = druid.mapper().readValue(rule.toString(), Rule.class);

            assertThat(SpecComparison.differences(rule, druid.asDruidWrites(parsed)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "merchant_events, 2025-03-05T12:00:00Z",
        "merchant_metrics, 2023-03-05T12:00:00Z",
        "platform_metrics, 2023-03-05T12:00:00Z",
        "late_events, 2023-03-05T12:00:00Z",
        "rejected_records, 2025-03-05T12:00:00Z"
    })
    void rules_keep_what_the_spec_says(String datasource, Instant since) throws JsonProcessingException {
        RetentionRules rules = retention()
                .filter(candidate -> candidate.datasource().equals(datasource))
                .findFirst()
                .orElseThrow();
        Rule load = druid.mapper().readValue(rules.json().get(0).toString(), Rule.class);
        DateTime now = DateTime.parse(NOW.toString());
        DateTime edge = DateTime.parse(since.toString());

        assertThat(rules.keptSince(NOW)).isEqualTo(since);
        assertThat(load.appliesTo(new Interval(edge, edge.plusHours(1)), now)).isTrue();
        assertThat(load.appliesTo(new Interval(edge.minusHours(1), edge), now)).isFalse();
        assertThat(load.appliesTo(new Interval(now.plusDays(1), now.plusDays(2)), now))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("retention")
    void rules_are_replaced_only_where_they_differ(RetentionRules rules) throws JsonProcessingException {
        ArrayNode actual = new ObjectMapper().createArrayNode();
        for (JsonNode rule : rules.json()) {
            actual.add(druid.asDruidWrites(druid.mapper().readValue(rule.toString(), Rule.class)));
        }
        ArrayNode shorter = actual.deepCopy();
        ((ObjectNode) shorter.get(0)).put("period", "P1M");

        assertThat(RulesReconciler.plan(rules, actual)).isInstanceOf(Unchanged.class);
        assertThat(RulesReconciler.plan(rules, shorter)).isEqualTo(new RulesReplaced(rules, shorter));
        assertThat(RulesReconciler.plan(rules, new ObjectMapper().createArrayNode()))
                .isInstanceOf(RulesReplaced.class);
    }

    @Test
    void rules_that_keep_everything_are_refused() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree("[{\"type\": \"loadForever\"}]");

        assertThatThrownBy(() -> RetentionRules.of("d/rules.json", json))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("drop");
    }

    private static LayoutSpec layout(String datasource) {
        return layouts()
                .filter(candidate -> candidate.datasource().equals(datasource))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode hour(LayoutSpec layout) {
        return layout.task("one", Instant.parse("2026-03-05T10:00:00Z"), Instant.parse("2026-03-05T11:00:00Z"), "HOUR");
    }
}
