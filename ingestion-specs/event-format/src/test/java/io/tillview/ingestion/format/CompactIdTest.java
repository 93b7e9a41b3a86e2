package io.tillview.ingestion.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.TextField;
import io.tillview.events.encoding.DecodedEvent;
import io.tillview.events.encoding.JsonEventDecoder;
import io.tillview.events.encoding.JsonEventEncoder;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactIdTest {

    private static final JsonEventDecoder DECODER = new JsonEventDecoder();

    @Property(tries = 5_000)
    void gives_every_id_back(@ForAll("ids") String id) {
        assertThat(compact(id).original()).isEqualTo(id);
    }

    @Property(tries = 5_000)
    void keeps_a_uuid_as_two_numbers(@ForAll long high, @ForAll long low) {
        CompactId id = compact(new UUID(high, low).toString());

        assertThat(id.text()).isNull();
        assertThat(id).isEqualTo(new CompactId(high ^ low, low, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "0195500F-0000-7000-8000-000000000001",
                "0195500f-0000-7000-8000-00000000000g",
                "0195500f-00000-700-8000-000000000001",
                "0195500f00007000800000000000000001--",
                "商品"
            })
    void keeps_any_other_id_as_it_is(String id) {
        assertThat(compact(id).text()).isEqualTo(id);
        assertThat(compact(id).low()).isNull();
    }

    /** Each character as JSON may have it, too: it is the same id. */
    @Property(tries = 1_000)
    void knows_an_id_however_it_is_written(@ForAll("ids") String id) {
        String escaped = id.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining());

        assertThat(read(Records.event("2026-03-01T12:00:00Z", ",\"visitor_id\":\"" + escaped + "\"")))
                .isEqualTo(compact(id));
    }

    @Test
    void no_id_has_no_parts() {
        assertThat(compact(null)).isEqualTo(new CompactId(null, null, null));
        assertThat(CompactId.NONE.original()).isNull();
    }

    @Test
    void different_ids_have_different_keys() {
        SplittableRandom random = new SplittableRandom(5);
        Set<Long> keys = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            keys.add(compact("v" + i).key());
            keys.add(compact(new UUID(random.nextLong(), random.nextLong()).toString())
                    .key());
        }

        assertThat(keys).hasSize(200_000);
    }

    private static CompactId compact(String id) {
        MerchantEvent event = MerchantEvent.builder()
                .merchantId("m-1")
                .eventType(EventType.PAGE_VIEWED)
                .occurredAt(Instant.ofEpochMilli(Records.ARRIVED))
                .visitorId(id)
                .build();
        return read(new String(new JsonEventEncoder().encode(event), UTF_8));
    }

    private static CompactId read(String json) {
        return CompactId.of((DecodedEvent) DECODER.read(json.getBytes(UTF_8)), TextField.VISITOR_ID);
    }

    @Provide
    Arbitrary<String> ids() {
        Arbitrary<String> uuids = Arbitraries.create(() -> UUID.randomUUID().toString());
        return Arbitraries.oneOf(
                uuids,
                Arbitraries.strings().ofMaxLength(128).filter(id -> UTF_8.newEncoder()
                        .canEncode(id)),
                Arbitraries.strings().withChars("0123456789abcdefABCDEF-").ofLength(36));
    }
}
