package io.tillview.ingestion.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactIdTest {

    @Property(tries = 5_000)
    void gives_every_id_back(@ForAll("ids") String id) {
        assertThat(CompactId.of(id).original()).isEqualTo(id);
    }

    @Property(tries = 5_000)
    void keeps_a_uuid_as_two_numbers(@ForAll long high, @ForAll long low) {
        CompactId id = CompactId.of(new UUID(high, low).toString());

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
        assertThat(CompactId.of(id).text()).isEqualTo(id);
        assertThat(CompactId.of(id).low()).isNull();
    }

    @Test
    void no_id_has_no_parts() {
        assertThat(CompactId.of(null)).isEqualTo(new CompactId(null, null, null));
        assertThat(CompactId.NONE.original()).isNull();
    }

    @Test
    void different_ids_have_different_keys() {
        SplittableRandom random = new SplittableRandom(5);
        Set<Long> keys = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            keys.add(CompactId.of("v" + i).key());
            keys.add(CompactId.of(new UUID(random.nextLong(), random.nextLong()).toString())
                    .key());
        }

        assertThat(keys).hasSize(200_000);
    }

    @Provide
    Arbitrary<String> ids() {
        Arbitrary<String> uuids = Arbitraries.create(() -> UUID.randomUUID().toString());
        return Arbitraries.oneOf(
                uuids,
                Arbitraries.strings().ofMaxLength(128),
                Arbitraries.strings().withChars("0123456789abcdefABCDEF-").ofLength(36));
    }
}
