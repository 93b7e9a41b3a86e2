package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.events.BrokenRule;
import io.tillview.events.EventArbitraries;
import io.tillview.events.InvalidEventException;
import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.HostileEvents.Ingredient;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class HostileEventsTest {

    /** Numbers by value: a tree of Jackson tells 1 from 1.0. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    private final ObjectMapper independent = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final JsonEventEncoder encoder = new JsonEventEncoder();
    private final JacksonEventEncoder jackson = new JacksonEventEncoder();

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void reads_back_equal_what_is_accepted_and_names_the_rule_of_what_is_not(
            @ForAll("ingredients") List<Ingredient> ingredients) throws IOException {
        var event = MerchantEvent.custom("m-1", "hostile")
                .eventId("0195500f-0000-7000-8000-000000000001")
                .occurredAt("2026-03-01T12:00:00.007Z");
        ObjectNode expected = independent.createObjectNode();
        expected.put("event_id", "0195500f-0000-7000-8000-000000000001")
                .put("merchant_id", "m-1")
                .put("event_type", "hostile")
                .put("occurred_at", "2026-03-01T12:00:00.007Z")
                .put("schema_version", 1);
        ingredients.forEach(ingredient -> ingredient.addTo(event, expected));

        byte[] json;
        try {
            json = encoder.encode(event.build());
        } catch (InvalidEventException e) {
            assertThat(e.rules()).isNotEmpty();
            assertThat(e.rules()).extracting(BrokenRule::rule).hasSameElementsAs(HostileEvents.broken(ingredients));
            return;
        }

        assertThat(HostileEvents.broken(ingredients)).isEmpty();
        assertThat(independent.readTree(json).equals(BY_VALUE, expected))
                .as("%s against %s", independent.readTree(json), expected)
                .isTrue();
    }

    @Property(tries = 1_000)
    void writes_the_bytes_that_jackson_writes(@ForAll("events") MerchantEvent event) {
        byte[] json = encoder.encode(event);

        assertThat(json).asString().isEqualTo(new String(jackson.encode(event), UTF_8));
        assertThat(json).isEqualTo(jackson.encode(event));
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void writes_the_bytes_that_jackson_writes_for_hostile_events(@ForAll("ingredients") List<Ingredient> ingredients) {
        var event = MerchantEvent.custom("m-1", "hostile");
        ingredients.stream()
                .filter(ingredient -> ingredient.breaks() == null)
                .forEach(ingredient -> ingredient.addTo(event, independent.createObjectNode()));
        MerchantEvent built = event.build();

        assertThat(encoder.encode(built)).isEqualTo(jackson.encode(built));
    }

    @Provide
    Arbitrary<List<Ingredient>> ingredients() {
        return HostileEvents.ingredients();
    }

    @Provide
    Arbitrary<MerchantEvent> events() {
        return EventArbitraries.events();
    }
}
