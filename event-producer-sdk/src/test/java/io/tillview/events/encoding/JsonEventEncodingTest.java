package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillview.events.BrokenRule;
import io.tillview.events.EventArbitraries;
import io.tillview.events.EventRule;
import io.tillview.events.EventType;
import io.tillview.events.InvalidEventException;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEventEncodingTest {

    private static final String START =
            "{\"event_id\":\"0195500f-0000-7000-8000-000000000001\",\"merchant_id\":\"m-1\","
                    + "\"event_type\":\"page_viewed\",\"occurred_at\":\"2026-03-01T12:00:00.000Z\"";

    private final JsonEventEncoder encoder = new JsonEventEncoder();
    private final JsonEventDecoder decoder = new JsonEventDecoder();

    @Test
    void writes_the_contracts_fields_and_leaves_out_what_has_no_value() {
        MerchantEvent event = MerchantEvent.builder()
                .eventId("0195500f-0000-7000-8000-000000000001")
                .merchantId("m-1")
                .eventType(EventType.ORDER_PLACED)
                .occurredAt("2026-03-01T12:00:00Z")
                .orderId("o-1")
                .amount(Money.of(4995, "EUR"))
                .attribute("coupon", null)
                .build();

        String json = new String(encoder.encode(event), UTF_8);

        assertThat(json)
                .isEqualTo("{\"event_id\":\"0195500f-0000-7000-8000-000000000001\",\"merchant_id\":\"m-1\","
                        + "\"event_type\":\"order_placed\",\"occurred_at\":\"2026-03-01T12:00:00.000Z\","
                        + "\"order_id\":\"o-1\",\"amount_minor\":4995,\"currency\":\"EUR\","
                        + "\"attributes\":{\"coupon\":null},\"schema_version\":1}");
    }

    @Property(tries = 1_000)
    void reads_back_every_event_it_writes(@ForAll("events") MerchantEvent event) {
        MerchantEvent read = decoder.decode(encoder.encode(event));

        assertThat(read.attributes()).isEqualTo(event.attributes());
        assertThat(read).isEqualTo(event);
    }

    @Property(tries = 200)
    void counts_attributes_to_the_byte(@ForAll("attributes") Map<String, Object> attributes) {
        MerchantEvent without = MerchantEvent.builder()
                .merchantId("m-1")
                .eventType(EventType.PAGE_VIEWED)
                .build();
        MerchantEvent small = MerchantEvent.builder()
                .merchantId("m-1")
                .eventType(EventType.PAGE_VIEWED)
                .attribute("all", attributes)
                .build();
        int overhead = ",\"attributes\":".length();
        int size = encoder.encode(small).length - encoder.encode(without).length - overhead;
        String filler = "x".repeat(MerchantEvent.MAX_ATTRIBUTES_BYTES - size - ",\"filler\":\"\"".length());

        var full = MerchantEvent.builder()
                .merchantId("m-1")
                .eventType(EventType.PAGE_VIEWED)
                .attribute("all", attributes)
                .attribute("filler", filler);

        assertThat(full.build().attributes()).hasSize(2);
        assertThatThrownBy(() -> full.attribute("filler", filler + "x").build())
                .isInstanceOf(InvalidEventException.class);
    }

    @Provide
    Arbitrary<MerchantEvent> events() {
        return EventArbitraries.events();
    }

    @Provide
    Arbitrary<Map<String, Object>> attributes() {
        return EventArbitraries.attributes();
    }

    @Test
    void refuses_an_event_of_more_than_32_kilobytes() {
        MerchantEvent event = MerchantEvent.builder()
                .merchantId("m-1")
                .eventType(EventType.PAGE_VIEWED)
                .pagePath("/".repeat(32 * 1024))
                .build();

        EventTooLargeException refusal =
                catchThrowableOfType(EventTooLargeException.class, () -> encoder.encode(event));

        assertThat(refusal.rules()).extracting(broken -> broken.rule().id()).containsExactly("event_too_large");
        assertThat(refusal.bytes()).isGreaterThan(refusal.limit());
    }

    @Test
    void passes_over_fields_it_does_not_know() {
        byte[] json = (START + ",\"loyalty\":{\"tier\":[1,2]},\"beta\":null}").getBytes(UTF_8);

        assertThat(decoder.decode(json).merchantId()).isEqualTo("m-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "WRONG_TYPE              | ,\"channel\":null}",
                "WRONG_TYPE              | ,\"channel\":7}",
                "WRONG_TYPE              | ,\"amount_minor\":1.0,\"currency\":\"EUR\"}",
                "WRONG_TYPE              | ,\"quantity\":9223372036854775808}",
                "WRONG_TYPE              | ,\"attributes\":[]}",
                "SCHEMA_VERSION_UNKNOWN  | ,\"schema_version\":2}",
                "TEXT_NOT_UNICODE        | ,\"channel\":\"\\ud83d\"}",
                "NOT_JSON                | ,}",
                "NOT_JSON                | }{}",
            })
    void refuses_json_that_breaks_a_rule(EventRule rule, String rest) {
        byte[] json = (START + rest).getBytes(UTF_8);

        InvalidEventException refusal = catchThrowableOfType(InvalidEventException.class, () -> decoder.decode(json));

        assertThat(refusal.rules()).extracting(BrokenRule::rule).containsExactly(rule);
    }

    @Test
    void refuses_bytes_that_are_no_utf_8_and_no_object() {
        byte[] latin = (START + ",\"channel\":\"caf\u00e9\"}").getBytes(ISO_8859_1);

        assertThatThrownBy(() -> decoder.decode(latin)).hasMessageContaining("not_json");
        assertThatThrownBy(() -> decoder.decode(new byte[0])).hasMessageContaining("not_json");
        assertThatThrownBy(() -> decoder.decode("[]".getBytes(UTF_8))).hasMessageContaining("not_json");
    }

    @Test
    void names_what_is_missing() {
        InvalidEventException refusal =
                catchThrowableOfType(InvalidEventException.class, () -> decoder.decode("{}".getBytes(UTF_8)));

        assertThat(refusal.rules())
                .extracting(broken -> broken.rule().id() + " " + broken.field())
                .containsExactlyInAnyOrder(
                        "required event_id", "required merchant_id", "required event_type", "required occurred_at");
    }
}
