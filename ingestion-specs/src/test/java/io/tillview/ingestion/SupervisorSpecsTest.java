package io.tillview.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tillview.ingestion.format.EventInputFormat;
import io.tillview.ingestion.format.RecordClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.druid.data.input.impl.DimensionSchema;
import org.apache.druid.indexing.kafka.supervisor.KafkaSupervisorSpec;
import org.apache.druid.indexing.seekablestream.supervisor.autoscaler.AutoScalerConfig;
import org.apache.druid.java.util.common.granularity.Granularities;
import org.apache.druid.java.util.common.granularity.Granularity;
import org.apache.druid.metadata.DynamicConfigProvider;
import org.apache.druid.metadata.EnvironmentVariableDynamicConfigProvider;
import org.apache.druid.query.aggregation.AggregatorFactory;
import org.apache.druid.segment.indexing.DataSchema;
import org.apache.druid.segment.transform.TransformSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The specs, read by Druid's own classes. */
class SupervisorSpecsTest {

    private static final SpecValues VALUES = SpecValues.singleMachine("127.0.0.1:9092");

    private final DruidSpecParser druid = new DruidSpecParser();

    static Stream<SupervisorSpec> specs() {
        return IngestionSpecs.bundled().supervisors(VALUES).stream();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void are_understood_by_druid_to_the_last_field(SupervisorSpec spec) throws JsonProcessingException {
        assertThat(SpecComparison.differences(spec.json(), druid.asDruidAnswers(spec)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void read_the_topic_from_its_beginning_and_lock_concurrently(SupervisorSpec spec) throws JsonProcessingException {
        KafkaSupervisorSpec parsed = druid.parse(spec);

        assertThat(parsed.getSpec().getIOConfig().getTopic()).isEqualTo("merchant-events");
        assertThat(parsed.getSpec().getIOConfig().isUseEarliestOffset()).isTrue();
        assertThat(parsed.getSpec().getIOConfig().getTaskCount()).isEqualTo(1);
        assertThat(parsed.getSpec().getTuningConfig().getMaxParseExceptions()).isEqualTo(Integer.MAX_VALUE);
        assertThat(parsed.getContext()).containsEntry("useConcurrentLocks", true);
        assertThat(parsed.getContext()).containsEntry(SupervisorSpec.DIGEST, spec.digest());
    }

    /** The shortest Druid takes: how fresh the data is can't be known better than Druid knows the topic's end. */
    @ParameterizedTest
    @MethodSource("specs")
    void look_for_the_end_of_the_topic_every_five_seconds(SupervisorSpec spec) throws JsonProcessingException {
        assertThat(druid.asDruidAnswers(spec)
                        .at("/spec/tuningConfig/offsetFetchPeriod")
                        .asText())
                .isEqualTo("PT5S");
    }

    @ParameterizedTest
    @MethodSource("specs")
    void take_kafkas_password_from_the_environment(SupervisorSpec spec) throws JsonProcessingException {
        Map<String, Object> consumer = druid.parse(spec).getSpec().getIOConfig().getConsumerProperties();

        DynamicConfigProvider<?> provider =
                druid.mapper().convertValue(consumer.get("druid.dynamic.config.provider"), DynamicConfigProvider.class);

        assertThat(provider).isInstanceOf(EnvironmentVariableDynamicConfigProvider.class);
        assertThat(((EnvironmentVariableDynamicConfigProvider) provider).getVariables())
                .isEqualTo(Map.of("sasl.jaas.config", "TILLVIEW_KAFKA_DRUID_JAAS"));
        assertThat(spec.json().toString()).doesNotContainIgnoringCase("password");
    }

    @Test
    void detail_keeps_every_field_of_the_event_and_where_it_came() throws JsonProcessingException {
        DataSchema schema = schema("merchant_events");
        List<String> columns = new ArrayList<>();
        IngestionSpecs.bundled().eventSchema().path("properties").fieldNames().forEachRemaining(columns::add);
        // What becomes __time, what is always 1, and what is kept as two numbers.
        columns.removeAll(List.of("occurred_at", "schema_version", "event_id"));
        columns.addAll(List.of(
                "event_id_high",
                "event_id_low",
                "extra",
                "kafka_partition",
                "kafka_offset",
                "arrived_at",
                "replay_of",
                "corrections"));
        for (String id : List.of("visitor", "session", "customer", "order")) {
            columns.addAll(List.of(id + "_key", id + "_low"));
        }

        assertThat(schema.getDimensionsSpec().getDimensionNames()).containsExactlyInAnyOrderElementsOf(columns);
        assertThat(schema.getTimestampSpec().getTimestampColumn()).isEqualTo("occurred_at");
        assertThat(schema.getAggregators()).isEmpty();
        assertThat(schema.getGranularitySpec().isRollup()).isFalse();
        assertThat(schema.getGranularitySpec().getQueryGranularity()).isEqualTo(Granularities.NONE);
    }

    @Test
    void late_events_lie_by_arrival_and_keep_what_detail_keeps() throws JsonProcessingException {
        DataSchema schema = schema("late_events");
        List<String> columns =
                new ArrayList<>(schema("merchant_events").getDimensionsSpec().getDimensionNames());
        columns.add("occurred_at");
        // Events are corrected once they are merged.
        columns.remove("corrections");

        assertThat(schema.getDimensionsSpec().getDimensionNames()).containsExactlyInAnyOrderElementsOf(columns);
        assertThat(schema.getTimestampSpec().getTimestampColumn()).isEqualTo("arrived_at");
        assertThat(schema.getGranularitySpec().getSegmentGranularity()).isEqualTo(Granularities.HOUR);
    }

    @ParameterizedTest
    @CsvSource({
        "merchant_events, LIVE",
        "merchant_metrics, LIVE",
        "platform_metrics, LIVE",
        "late_events, LATE",
        "rejected_records, REJECTED"
    })
    void each_datasource_takes_one_class_of_records(String datasource, RecordClass records)
            throws JsonProcessingException {
        KafkaSupervisorSpec parsed = druid.parse(spec(datasource));

        assertThat(parsed.getSpec().getIOConfig().getInputFormat()).isEqualTo(new EventInputFormat(records));
        assertThat(parsed.getSpec().getDataSchema().getTransformSpec()).isEqualTo(TransformSpec.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"merchant_events", "merchant_metrics", "platform_metrics"})
    void what_lags_may_grow_to_more_tasks(String datasource) throws JsonProcessingException {
        AutoScalerConfig scaling =
                druid.parse(spec(datasource)).getSpec().getIOConfig().getAutoScalerConfig();

        assertThat(scaling.getEnableTaskAutoScaler()).isTrue();
        assertThat(scaling.getTaskCountMin()).isEqualTo(1);
        assertThat(scaling.getTaskCountMax()).isEqualTo(2);
    }

    @Test
    void the_platforms_rollup_knows_no_merchant_but_how_many() throws JsonProcessingException {
        DataSchema schema = schema("platform_metrics");

        assertThat(schema.getDimensionsSpec().getDimensionNames())
                .containsExactly("event_type", "country", "channel", "device", "currency");
        assertThat(schema.getAggregators())
                .extracting(AggregatorFactory::getName)
                .containsAll(Stream.of(schema("merchant_metrics").getAggregators())
                        .map(AggregatorFactory::getName)
                        .toList())
                .contains("merchants");
    }

    @ParameterizedTest
    @CsvSource({"merchant_id, STRING", "amount_minor, LONG", "quantity, LONG", "visitor_key, LONG", "os, STRING"})
    void detail_columns_have_the_events_types(String column, String type) throws JsonProcessingException {
        DimensionSchema dimension = schema("merchant_events").getDimensionsSpec().getDimensions().stream()
                .filter(candidate -> candidate.getName().equals(column))
                .findFirst()
                .orElseThrow();

        assertThat(dimension.getColumnType().asTypeString()).isEqualTo(type);
    }

    @Test
    void attributes_and_unknown_fields_are_nested_json() throws JsonProcessingException {
        assertThat(schema("merchant_events").getDimensionsSpec().getDimensions())
                .filteredOn(dimension -> List.of("attributes", "extra").contains(dimension.getName()))
                .extracting(dimension -> dimension.getColumnType().asTypeString())
                .containsExactly("COMPLEX<json>", "COMPLEX<json>");
    }

    @Test
    void metrics_are_rolled_up_by_the_quarter_hour() throws JsonProcessingException {
        DataSchema schema = schema("merchant_metrics");

        assertThat(schema.getDimensionsSpec().getDimensionNames())
                .containsExactly("merchant_id", "event_type", "currency", "channel", "country", "device");
        assertThat(schema.getAggregators())
                .extracting(AggregatorFactory::getName)
                .containsExactly(
                        "events",
                        "amount_minor",
                        "quantity",
                        "late",
                        "visitors",
                        "sessions",
                        "customers",
                        "order_value");
        assertThat(schema.getGranularitySpec().isRollup()).isTrue();
        assertThat(schema.getGranularitySpec().getQueryGranularity())
                .isEqualTo(druid.mapper().readValue("{\"type\":\"period\",\"period\":\"PT15M\"}", Granularity.class));
    }

    private SupervisorSpec spec(String datasource) {
        return specs().filter(candidate -> candidate.id().equals(datasource))
                .findFirst()
                .orElseThrow();
    }

    private DataSchema schema(String datasource) throws JsonProcessingException {
        return druid.parse(spec(datasource)).getSpec().getDataSchema();
    }
}
