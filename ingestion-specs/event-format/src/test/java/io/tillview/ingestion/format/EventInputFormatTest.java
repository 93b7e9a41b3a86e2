package io.tillview.ingestion.format;

import static io.tillview.ingestion.format.Records.ARRIVED;
import static io.tillview.ingestion.format.Records.event;
import static io.tillview.ingestion.format.Records.list;
import static io.tillview.ingestion.format.Records.row;
import static io.tillview.ingestion.format.Records.rows;
import static io.tillview.ingestion.format.Records.schema;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.druid.data.input.InputFormat;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.InputRowSchema;
import org.apache.druid.data.input.impl.ByteEntity;
import org.apache.druid.java.util.common.parsers.CloseableIterator;
import org.apache.druid.java.util.common.parsers.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventInputFormatTest {

    private static final List<String> COLUMNS = List.of(
            "merchant_id",
            "event_type",
            "channel",
            "country",
            "device",
            "currency",
            "amount_minor",
            "quantity",
            "campaign",
            "referrer_host",
            "page_path",
            "product_category",
            "product_id",
            "region",
            "browser",
            "os",
            "visitor_key",
            "visitor_low",
            "visitor_id",
            "session_key",
            "session_low",
            "session_id",
            "customer_key",
            "customer_low",
            "customer_id",
            "order_key",
            "order_low",
            "order_id",
            "event_id_high",
            "event_id_low",
            "attributes",
            "extra",
            "kafka_partition",
            "kafka_offset",
            "arrived_at",
            "replay_of");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"visitor_id\":\"9526fe39-fdf4-4e69-8927-42234b81e0da\",\"session_id\":\"s-1\"",
                ",\"customer_id\":\"c-1\",\"order_id\":\"9526fe39-fdf4-4e69-8927-42234b81e0da\",\"quantity\":2",
                ",\"amount_minor\":4995,\"currency\":\"EUR\",\"attributes\":{\"a\":1},\"loyalty\":3",
                ",\"product_id\":\"p\",\"channel\":\"ads\",\"campaign\":\"c\",\"referrer_host\":\"r\",\"page_path\":\"/\","
                        + "\"product_category\":\"k\"",
                ",\"country\":\"DE\",\"region\":\"BY\",\"device\":\"phone\",\"browser\":\"b\",\"os\":\"o\""
            })
    void a_row_names_the_columns_it_has_values_in_and_no_others(String more) {
        InputRowSchema all = schema("occurred_at", COLUMNS);

        InputRow live = rows(
                        RecordClass.LIVE, event("2026-03-01T11:59:00Z", more).getBytes(UTF_8), all)
                .get(0);
        InputRow imported = lines(event("2026-03-01T11:59:00Z", more), all).get(0);

        assertThat(live.getDimensions()).isEqualTo(withValues(live)).contains("kafka_offset");
        assertThat(imported.getDimensions()).isEqualTo(withValues(imported)).doesNotContain("kafka_offset");
    }

    private static List<String> withValues(InputRow row) {
        return COLUMNS.stream().filter(column -> row.getRaw(column) != null).toList();
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

    private static List<InputRow> lines(String text) {
        return lines(text, schema("occurred_at"));
    }

    private static List<InputRow> lines(String text, InputRowSchema schema) {
        ByteEntity file = new ByteEntity(text.getBytes(UTF_8));
        try (CloseableIterator<InputRow> rows = new EventInputFormat(RecordClass.ALL)
                .createReader(schema, file, null)
                .read()) {
            return list(rows);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
