package io.tillview.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.druid.data.input.MapBasedInputRow;
import org.apache.druid.data.input.impl.DimensionSchema;
import org.apache.druid.indexing.kafka.supervisor.KafkaSupervisorSpec;
import org.apache.druid.java.util.common.granularity.Granularities;
import org.apache.druid.java.util.common.granularity.Granularity;
import org.apache.druid.metadata.DynamicConfigProvider;
import org.apache.druid.metadata.EnvironmentVariableDynamicConfigProvider;
import org.apache.druid.query.aggregation.AggregatorFactory;
import org.apache.druid.segment.indexing.DataSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    void detail_keeps_every_field_of_the_event() throws JsonProcessingException {
        DataSchema schema = schema("merchant_events");
        List<String> fields = new ArrayList<>();
        IngestionSpecs.bundled().eventSchema().path("properties").fieldNames().forEachRemaining(fields::add);
        fields.remove("occurred_at");

        assertThat(schema.getDimensionsSpec().getDimensionNames()).containsExactlyInAnyOrderElementsOf(fields);
        assertThat(schema.getTimestampSpec().getTimestampColumn()).isEqualTo("occurred_at");
        assertThat(schema.getAggregators()).isEmpty();
        assertThat(schema.getGranularitySpec().isRollup()).isFalse();
        assertThat(schema.getGranularitySpec().getQueryGranularity()).isEqualTo(Granularities.NONE);
    }

    @ParameterizedTest
    @CsvSource({"merchant_id, STRING", "amount_minor, LONG", "quantity, LONG", "schema_version, LONG", "os, STRING"})
    void detail_columns_have_the_events_types(String column, String type) throws JsonProcessingException {
        DimensionSchema dimension = schema("merchant_events").getDimensionsSpec().getDimensions().stream()
                .filter(candidate -> candidate.getName().equals(column))
                .findFirst()
                .orElseThrow();

        assertThat(dimension.getColumnType().asTypeString()).isEqualTo(type);
    }

    @Test
    void attributes_are_nested_json() throws JsonProcessingException {
        assertThat(schema("merchant_events").getDimensionsSpec().getDimensions())
                .filteredOn(dimension -> dimension.getName().equals("attributes"))
                .extracting(dimension -> dimension.getColumnType().asTypeString())
                .containsExactly("COMPLEX<json>");
    }

    @Test
    void metrics_are_rolled_up_by_the_quarter_hour() throws JsonProcessingException {
        DataSchema schema = schema("merchant_metrics");

        assertThat(schema.getDimensionsSpec().getDimensionNames())
                .containsExactly("merchant_id", "event_type", "currency", "channel", "country", "device");
        assertThat(schema.getAggregators())
                .extracting(AggregatorFactory::getName)
                .containsExactly(
                        "events", "amount_minor", "quantity", "visitors", "sessions", "customers", "order_value");
        assertThat(schema.getGranularitySpec().isRollup()).isTrue();
        assertThat(schema.getGranularitySpec().getQueryGranularity())
                .isEqualTo(druid.mapper().readValue("{\"type\":\"period\",\"period\":\"PT15M\"}", Granularity.class));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "absent",
            value = {
                "m-1, page_viewed, true",
                "absent, page_viewed, false",
                "m-1, absent, false",
                "no spaces, page_viewed, false",
                "m-1, Loud, false",
            })
    void rows_without_a_well_formed_merchant_or_type_stay_out(String merchant, String type, boolean kept)
            throws JsonProcessingException {
        Map<String, Object> fields = new HashMap<>();
        fields.put("merchant_id", merchant);
        fields.put("event_type", type);
        MapBasedInputRow row = new MapBasedInputRow(0L, List.of("merchant_id", "event_type"), fields);

        for (String datasource : List.of("merchant_events", "merchant_metrics")) {
            assertThat(schema(datasource).getTransformSpec().toTransformer().transform(row) != null)
                    .isEqualTo(kept);
        }
    }

    private DataSchema schema(String datasource) throws JsonProcessingException {
        SupervisorSpec spec = specs().filter(candidate -> candidate.id().equals(datasource))
                .findFirst()
                .orElseThrow();
        return druid.parse(spec).getSpec().getDataSchema();
    }
}
