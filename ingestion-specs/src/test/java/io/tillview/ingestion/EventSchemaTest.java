package io.tillview.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.tillview.events.EventId;
import io.tillview.events.InvalidEventException;
import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.JsonEventDecoder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** The JSON Schema and the SDK are two tellings of one set of rules. */
class EventSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNode SCHEMA_JSON = IngestionSpecs.bundled().eventSchema();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                    SCHEMA_JSON,
                    SchemaValidatorsConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build());

    private static final List<String> TEXTS =
            List.of("channel", "campaign", "referrer_host", "page_path", "product_category", "region", "device", "os");

    private final JsonEventDecoder sdk = new JsonEventDecoder();

    @Property(tries = 3_000)
    void agrees_with_the_sdk_about_every_event(@ForAll("events") Map<String, Object> event)
            throws JsonProcessingException {
        String json = MAPPER.writeValueAsString(event);

        List<String> bySdk = refusalsOfTheSdk(json);
        List<String> bySchema = new ArrayList<>();
        SCHEMA.validate(MAPPER.readTree(json)).forEach(message -> bySchema.add(message.getMessage()));

        assertThat(bySdk.isEmpty())
                .as("%s: the SDK says %s, the schema says %s", json, bySdk, bySchema)
                .isEqualTo(bySchema.isEmpty());
    }

    @Test
    void states_the_sdks_limits() {
        assertThat(SCHEMA_JSON.path("maxEncodedBytes").asInt()).isEqualTo(MerchantEvent.MAX_ENCODED_BYTES);
        assertThat(SCHEMA_JSON.at("/properties/attributes/maxEncodedBytes").asInt())
                .isEqualTo(MerchantEvent.MAX_ATTRIBUTES_BYTES);
    }

    @Test
    void allows_the_sdks_currencies_and_countries_and_no_others() {
        assertThat(SCHEMA_JSON.at("/properties/currency/enum"))
                .allMatch(code -> refusalsOfTheSdk(event("\"amount_minor\":1,\"currency\":" + code))
                        .isEmpty());
        assertThat(SCHEMA_JSON.at("/properties/country/enum"))
                .allMatch(code -> refusalsOfTheSdk(event("\"country\":" + code)).isEmpty());
    }

    /** Events of which most fields are right and some are wrong in every way that a field can be. */
    @Provide
    Arbitrary<Map<String, Object>> events() {
        Map<String, Arbitrary<Object>> fields = new LinkedHashMap<>();
        fields.put("event_id", mostly(Arbitraries.create(() -> EventId.next().toString())));
        fields.put("merchant_id", mostly(Arbitraries.of("m-1", "A", "_".repeat(64), "m".repeat(65), "", "ä", "m 1")));
        fields.put("event_type", mostly(Arbitraries.of("page_viewed", "own_2", "Loud", "_x", "e".repeat(65))));
        fields.put("occurred_at", mostly(instants()));
        fields.put("visitor_id", mostly(Arbitraries.of("v", "", "😀".repeat(128), "v".repeat(128), "v".repeat(129))));
        fields.put("order_id", mostly(Arbitraries.strings().ascii().ofMaxLength(140)));
        fields.put("amount_minor", mostly(numbers()));
        fields.put("currency", mostly(letters(3)));
        fields.put("quantity", mostly(numbers()));
        fields.put("country", mostly(letters(2)));
        fields.put("attributes", mostly(Arbitraries.of(Map.of(), Map.of("a", List.of(1, Map.of("b", true))))));
        fields.put("schema_version", mostly(Arbitraries.of(1, 1, 1, 0, 2)));
        fields.put("unknown", mostly(Arbitraries.of("x", Map.of("y", 1))));
        TEXTS.forEach(name -> fields.put(name, mostly(Arbitraries.of("web", "", "漢字"))));
        return Combinators.combine(fields.entrySet().stream()
                        .map(field -> chosen(field.getKey(), field.getValue()))
                        .toList())
                .as(chosen -> {
                    Map<String, Object> event = new LinkedHashMap<>();
                    chosen.forEach(field -> event.putAll(field));
                    return event;
                });
    }

    /** Required fields are there nearly always, so that a test gets past them. */
    private static Arbitrary<Map<String, Object>> chosen(String name, Arbitrary<Object> values) {
        boolean required =
                List.of("event_id", "merchant_id", "event_type", "occurred_at").contains(name);
        boolean money = List.of("amount_minor", "currency").contains(name);
        int present = required ? 60 : money ? 12 : 1;
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Map.of())), Tuple.of(present, values.map(value -> field(name, value))));
    }

    private static Map<String, Object> field(String name, Object value) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put(name, value);
        return field;
    }

    private static Arbitrary<Object> mostly(Arbitrary<?> plausible) {
        Arbitrary<Object> wrongType =
                Arbitraries.of(7, 1.5, true, "text", List.of(), Map.of("k", 1)).asGeneric();
        return Arbitraries.frequencyOf(
                Tuple.of(60, plausible.asGeneric()), Tuple.of(1, wrongType), Tuple.of(1, Arbitraries.just(null)));
    }

    private static Arbitrary<Object> instants() {
        return Arbitraries.of(
                        "2026-03-01T12:00:00.250Z",
                        "2026-03-01T12:00:00Z",
                        "2024-02-29T23:59:59.9Z",
                        "0000-01-01T00:00:00Z",
                        "9999-12-31T23:59:59.999Z",
                        "2026-02-29T00:00:00Z",
                        "2026-04-31T00:00:00Z",
                        "2026-13-01T00:00:00Z",
                        "2026-03-01T24:00:00Z",
                        "2026-03-01T23:59:60Z",
                        "2026-03-01T12:00:00.2505Z",
                        "2026-03-01T12:00:00+00:00",
                        "2026-03-01t12:00:00z",
                        "2026-03-01",
                        "10000-01-01T00:00:00Z")
                .asGeneric();
    }

    private static Arbitrary<Object> numbers() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().greaterOrEqual(0).asGeneric()),
                Tuple.of(1, Arbitraries.longs().lessOrEqual(-1).asGeneric()),
                Tuple.of(
                        1,
                        Arbitraries.just(new BigInteger("9223372036854775808")).asGeneric()));
    }

    private static Arbitrary<String> letters(int length) {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(length == 3 ? List.of("EUR", "JPY", "XCG") : List.of("DE", "US"))),
                Tuple.of(1, Arbitraries.strings().withCharRange('A', 'Z').ofLength(length)),
                Tuple.of(1, Arbitraries.of("eur", "de", "EURO", "")));
    }

    private static String event(String field) {
        return "{\"event_id\":\"" + EventId.next() + "\",\"merchant_id\":\"m-1\",\"event_type\":\"page_viewed\","
                + "\"occurred_at\":\"2026-03-01T12:00:00Z\"," + field + "}";
    }

    private List<String> refusalsOfTheSdk(String json) {
        try {
            sdk.decode(json.getBytes(UTF_8));
            return List.of();
        } catch (InvalidEventException e) {
            return e.rules().stream().map(Object::toString).toList();
        }
    }
}
