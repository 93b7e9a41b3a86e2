package io.tillview.ingestion.format;

import static io.tillview.ingestion.format.Records.ARRIVED;
import static io.tillview.ingestion.format.Records.event;
import static io.tillview.ingestion.format.Records.row;
import static io.tillview.ingestion.format.Records.rows;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.druid.data.input.InputRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RejectedRowTest {

    private static final String GOOD = event("2026-03-01T11:59:00.250Z", "");

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

        assertThat(bytes(row)).hasSizeBetween(65_533, 65_536).isEqualTo(Arrays.copyOf(value, bytes(row).length));
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

    private static byte[] bytes(InputRow row) {
        Object text = row.getRaw("value_text");
        return text == null
                ? Base64.getDecoder().decode((String) row.getRaw("value_base64"))
                : ((String) text).getBytes(UTF_8);
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }
}
