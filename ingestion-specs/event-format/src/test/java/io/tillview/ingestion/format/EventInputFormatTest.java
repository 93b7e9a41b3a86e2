package io.tillview.ingestion.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.druid.data.input.ColumnsFilter;
import org.apache.druid.data.input.InputFormat;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.InputRowSchema;
import org.apache.druid.data.input.impl.ByteEntity;
import org.apache.druid.data.input.impl.DimensionsSpec;
import org.apache.druid.data.input.impl.TimestampSpec;
import org.apache.druid.data.input.kafka.KafkaRecordEntity;
import org.apache.druid.java.util.common.parsers.CloseableIterator;
import org.apache.druid.java.util.common.parsers.ParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventInputFormatTest {

    private static final long ARRIVED = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final String GOOD = event("2026-03-01T11:59:00.250Z", "");

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T11:59:59.999Z, live",
        "2026-03-01T06:00:00.000Z, live",
        "2026-03-01T05:59:59.999Z, late",
        "1999-01-01T00:00:00.000Z, late",
        "2026-03-01T13:00:00.000Z, live",
        "2026-03-01T13:00:00.001Z, rejected"
    })
    void each_record_becomes_a_row_of_one_class_only(String occurredAt, String expected) {
        for (RecordClass records : List.of(RecordClass.LIVE, RecordClass.LATE, RecordClass.REJECTED)) {
            assertThat(rows(records, event(occurredAt, "").getBytes(UTF_8)))
                    .hasSize(records.externalName().equals(expected) ? 1 : 0);
        }
    }

    @Test
    void a_live_row_has_the_events_fields_and_where_it_came() {
        InputRow row = row(
                RecordClass.LIVE,
                event(
                        "2026-03-01T11:59:00.250Z",
                        ",\"visitor_id\":\"9526fe39-fdf4-4e69-8927-42234b81e0da\",\"session_id\":\"s-1\","
                                + "\"amount_minor\":4995,\"currency\":\"EUR\",\"country\":\"DE\","
                                + "\"attributes\":{\"a\":[1,2.5,null]},\"loyalty\":{\"tier\":3}"));

        assertThat(row.getTimestampFromEpoch())
                .isEqualTo(Instant.parse("2026-03-01T11:59:00.250Z").toEpochMilli());
        assertThat(row.getRaw("merchant_id")).isEqualTo("m-1");
        assertThat(row.getRaw("amount_minor")).isEqualTo(4995L);
        assertThat(row.getRaw("country")).isEqualTo("DE");
        assertThat(row.getRaw("quantity")).isNull();
        assertThat(row.getRaw("visitor_id")).isNull();
        assertThat(new CompactId((Long) row.getRaw("visitor_key"), (Long) row.getRaw("visitor_low"), null).original())
                .isEqualTo("9526fe39-fdf4-4e69-8927-42234b81e0da");
        assertThat(row.getRaw("session_id")).isEqualTo("s-1");
        assertThat(row.getRaw("session_key")).isNotNull();
        assertThat(row.getRaw("session_low")).isNull();
        assertThat(row.getRaw("event_id_high")).isEqualTo(0x0195500f00007000L);
        assertThat(row.getRaw("event_id_low")).isEqualTo(0x8000000000000001L);
        assertThat(row.getRaw("extra")).isEqualTo(Map.of("loyalty", Map.of("tier", 3L)));
        assertThat(row.getRaw("attributes").toString()).isEqualTo("{a=[1, 2.5, null]}");
        assertThat(row.getRaw("kafka_partition")).isEqualTo(3L);
        assertThat(row.getRaw("kafka_offset")).isEqualTo(77L);
        assertThat(row.getRaw("arrived_at")).isEqualTo(ARRIVED);
        assertThat(row.getRaw("no_such_column")).isNull();
    }

    @Test
    void numbers_that_druid_would_cut_off_become_text() {
        InputRow row = row(
                RecordClass.LIVE,
                event(
                        "2026-03-01T11:59:00Z",
                        ",\"attributes\":{\"big\":92233720368547758070,\"fine\":0.1,\"long\":0.12345678901234567890123}"));

        assertThat(row.getRaw("attributes"))
                .isEqualTo(Map.of("big", "92233720368547758070", "fine", 0.1, "long", "0.12345678901234567890123"));
    }

    @Test
    void a_late_row_lies_where_it_arrived() {
        InputRow row = rows(RecordClass.LATE, event("2026-02-01T00:00:00Z", "").getBytes(UTF_8), "arrived_at")
                .get(0);

        assertThat(row.getTimestampFromEpoch()).isEqualTo(ARRIVED);
        assertThat(row.getRaw("occurred_at"))
                .isEqualTo(Instant.parse("2026-02-01T00:00:00Z").toEpochMilli());
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("not_json", "not json".getBytes(UTF_8)),
                Arguments.of("not_json", new byte[0]),
                Arguments.of("not_json", GOOD.substring(0, GOOD.length() / 2).getBytes(UTF_8)),
                Arguments.of("not_json", (GOOD + GOOD).getBytes(UTF_8)),
                Arguments.of("not_json", GOOD.replace("m-1", "m\u00e9").getBytes(ISO_8859_1)),
                Arguments.of("not_json", "[".repeat(30_000).getBytes(UTF_8)),
                Arguments.of("not_json", new byte[] {(byte) 0xff, (byte) 0xfe, 0}),
                Arguments.of("wrong_type", GOOD.replace("\"m-1\"", "7").getBytes(UTF_8)),
                Arguments.of(
                        "wrong_type",
                        event("2026-03-01T12:00:00Z", ",\"quantity\":\"2\"").getBytes(UTF_8)),
                Arguments.of(
                        "required", GOOD.replace("\"merchant_id\":\"m-1\",", "").getBytes(UTF_8)),
                Arguments.of(
                        "merchant_id_pattern", GOOD.replace("m-1", "no such").getBytes(UTF_8)),
                Arguments.of(
                        "occurred_at_instant",
                        event("51219-03-01T12:00:00Z", "").getBytes(UTF_8)),
                Arguments.of(
                        "from_the_future", event("9999-03-01T12:00:00Z", "").getBytes(UTF_8)),
                Arguments.of(
                        "amount_negative",
                        event("2026-03-01T12:00:00Z", ",\"amount_minor\":-1,\"currency\":\"EUR\"")
                                .getBytes(UTF_8)),
                Arguments.of(
                        "duplicate_field",
                        event("2026-03-01T12:00:00Z", ",\"merchant_id\":\"m-2\"")
                                .getBytes(UTF_8)),
                Arguments.of(
                        "duplicate_field",
                        event("2026-03-01T12:00:00Z", ",\"x\":1,\"x\":1").getBytes(UTF_8)),
                Arguments.of(
                        "duplicate_field",
                        event("2026-03-01T12:00:00Z", ",\"attributes\":{\"a\":1,\"a\":1}")
                                .getBytes(UTF_8)),
                Arguments.of(
                        "attributes_depth",
                        event("2026-03-01T12:00:00Z", ",\"attributes\":{\"a\":" + nested(10_000) + "}")
                                .getBytes(UTF_8)),
                Arguments.of(
                        "extra_field",
                        event("2026-03-01T12:00:00Z", ",\"more\":" + nested(10_000))
                                .getBytes(UTF_8)),
                Arguments.of(
                        "extra_field",
                        event("2026-03-01T12:00:00Z", ",\"more\":1e99999999999").getBytes(UTF_8)),
                Arguments.of(
                        "text_not_unicode",
                        event("2026-03-01T12:00:00Z", ",\"more\":\"\\ud83d\"").getBytes(UTF_8)),
                Arguments.of("event_too_large", new byte[10_000_000]));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void what_is_no_event_is_rejected_with_its_rule_and_its_bytes(String rule, byte[] value) {
        assertThat(rows(RecordClass.LIVE, value)).isEmpty();
        assertThat(rows(RecordClass.LATE, value)).isEmpty();

        InputRow row = rows(RecordClass.REJECTED, value, "arrived_at").get(0);

        assertThat(row.getRaw("reason")).isEqualTo(rule);
        assertThat(row.getRaw("message").toString()).contains(rule);
        assertThat(row.getRaw("record_key")).isEqualTo("m-1");
        assertThat(row.getRaw("kafka_offset")).isEqualTo(77L);
        assertThat(row.getRaw("value_bytes")).isEqualTo((long) value.length);
        assertThat(bytes(row)).isEqualTo(value.length > 65_536 ? new byte[65_536] : value);
        assertThat(row.getTimestampFromEpoch()).isEqualTo(ARRIVED);
    }

    @Test
    void a_cut_off_text_loses_no_more_than_its_last_character() {
        byte[] value = ("x" + "\u20ac".repeat(30_000)).getBytes(UTF_8);

        InputRow row = row(RecordClass.REJECTED, new String(value, UTF_8));

        assertThat(bytes(row))
                .hasSizeBetween(65_533, 65_536)
                .isEqualTo(java.util.Arrays.copyOf(value, bytes(row).length));
        assertThat(row.getRaw("value_bytes")).isEqualTo((long) value.length);
    }

    @Test
    void a_record_without_value_is_rejected() {
        InputRow row = rows(RecordClass.REJECTED, null).get(0);

        assertThat(row.getRaw("reason")).isEqualTo("not_json");
        assertThat(row.getRaw("value_bytes")).isNull();
        assertThat(row.getRaw("value_text")).isNull();
    }

    @Test
    void whatever_happens_to_an_events_bytes_it_lands_in_exactly_one_class() {
        Random random = new Random(11);
        byte[] good = event("2026-03-01T11:59:00Z", ",\"attributes\":{\"a\":[1,{\"b\":\"c\"}]},\"z\":0.5")
                .getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] value = good.clone();
            for (int change = 0; change < 1 + random.nextInt(3); change++) {
                value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            }
            int rows = 0;
            for (RecordClass records : List.of(RecordClass.LIVE, RecordClass.LATE, RecordClass.REJECTED)) {
                rows += rows(records, value).size();
            }

            assertThat(rows).as(new String(value, ISO_8859_1)).isEqualTo(1);
        }
    }

    @Test
    void an_imports_lines_are_all_taken_whenever_they_happened() {
        List<InputRow> rows = lines(GOOD + "\n\n" + event("1999-01-01T00:00:00Z", "") + "\r\n");

        assertThat(rows).extracting(row -> row.getRaw("kafka_offset")).containsExactly(null, null);
        assertThat(rows.get(1).getTimestampFromEpoch())
                .isEqualTo(Instant.parse("1999-01-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void an_imports_line_that_is_no_event_is_named() {
        assertThatThrownBy(() -> lines(GOOD + "\n{}\n"))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("Line 2 is no event: required (event_id)");
    }

    @Test
    void is_known_to_druid_by_its_name() throws IOException {
        ObjectMapper druid = new ObjectMapper().registerModules(new EventFormatModule().getJacksonModules());

        InputFormat format = druid.readValue("{\"type\":\"tillview\",\"records\":\"late\"}", InputFormat.class);

        assertThat(format).isEqualTo(new EventInputFormat(RecordClass.LATE));
        assertThat(druid.writeValueAsString(format)).isEqualTo("{\"type\":\"tillview\",\"records\":\"late\"}");
        assertThatThrownBy(() -> druid.readValue("{\"type\":\"tillview\",\"records\":\"some\"}", InputFormat.class))
                .hasMessageContaining("live, late, rejected or all");
        assertThatThrownBy(() -> druid.readValue("{\"type\":\"tillview\"}", InputFormat.class))
                .hasMessageContaining("needs records");
    }

    @Test
    void kafkas_classes_are_not_for_files() {
        InputRowSchema schema = schema("occurred_at");
        ByteEntity file = new ByteEntity(new byte[0]);

        assertThatThrownBy(() -> new EventInputFormat(RecordClass.LIVE).createReader(schema, file, null))
                .hasMessageContaining("use records: all");
    }

    private static byte[] bytes(InputRow row) {
        Object text = row.getRaw("value_text");
        return text == null
                ? Base64.getDecoder().decode((String) row.getRaw("value_base64"))
                : ((String) text).getBytes(UTF_8);
    }

    private static InputRow row(RecordClass records, String value) {
        return rows(records, value.getBytes(UTF_8)).get(0);
    }

    private static List<InputRow> rows(RecordClass records, byte[] value) {
        return rows(records, value, "occurred_at");
    }

    private static List<InputRow> rows(RecordClass records, byte[] value, String time) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "merchant-events",
                3,
                77,
                ARRIVED,
                TimestampType.LOG_APPEND_TIME,
                3,
                value == null ? 0 : value.length,
                "m-1".getBytes(UTF_8),
                value,
                new RecordHeaders(),
                java.util.Optional.empty());
        KafkaRecordEntity entity = new KafkaRecordEntity(value == null ? withValue(record) : record) {
            @Override
            public ConsumerRecord<byte[], byte[]> getRecord() {
                return record;
            }
        };
        try (CloseableIterator<InputRow> rows = new EventInputFormat(records)
                .createReader(schema(time), entity, null)
                .read()) {
            return list(rows);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ConsumerRecord<byte[], byte[]> withValue(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.key(), new byte[0]);
    }

    private static List<InputRow> lines(String text) {
        ByteEntity file = new ByteEntity(text.getBytes(UTF_8));
        try (CloseableIterator<InputRow> rows = new EventInputFormat(RecordClass.ALL)
                .createReader(schema("occurred_at"), file, null)
                .read()) {
            return list(rows);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<InputRow> list(CloseableIterator<InputRow> rows) {
        List<InputRow> list = new ArrayList<>();
        rows.forEachRemaining(list::add);
        return list;
    }

    private static InputRowSchema schema(String time) {
        return new InputRowSchema(
                new TimestampSpec(time, null, null),
                new DimensionsSpec(DimensionsSpec.getDefaultSchemas(List.of("merchant_id"))),
                ColumnsFilter.all());
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String event(String occurredAt, String more) {
        return "{\"event_id\":\"0195500f-0000-7000-8000-000000000001\",\"merchant_id\":\"m-1\","
                + "\"event_type\":\"page_viewed\",\"occurred_at\":\"" + occurredAt + "\"" + more + "}";
    }
}
