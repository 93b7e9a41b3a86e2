package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.IsoCodes;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EventWordsTest {

    @Test
    void knows_the_countries_that_the_vocabulary_knows() {
        for (int first = 0; first < 0x100; first++) {
            for (int second = 0; second < 0x100; second++) {
                String text = "" + (char) first + (char) second;

                assertThat(EventWords.isCountry(text.getBytes(ISO_8859_1), 0, 2))
                        .as(text)
                        .isEqualTo(IsoCodes.isCountry(text));
            }
        }
        assertThat(EventWords.isCountry("DEU".getBytes(ISO_8859_1), 0, 3)).isFalse();
        assertThat(EventWords.isCountry("D".getBytes(ISO_8859_1), 0, 1)).isFalse();
    }

    @Property(tries = 5_000)
    void reads_any_uuid(@ForAll long high, @ForAll long low) {
        UUID id = new UUID(high, low);
        byte[] text = ("\"" + id + "\"").getBytes(ISO_8859_1);

        assertThat(EventWords.uuid(text, 1, text.length - 1)).isEqualTo(id);
    }

    @Property(tries = 5_000)
    void takes_no_other_text_for_a_uuid(@ForAll byte other, @ForAll int where) {
        byte[] text = "c1a219af-360a-0d85-0bb2-f07d6eaaf43b".getBytes(ISO_8859_1);
        text[Math.floorMod(where, text.length)] = other;
        String spelt = new String(text, ISO_8859_1);
        boolean right = spelt.matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

        assertThat(EventWords.uuid(text, 0, text.length)).as(spelt).isEqualTo(right ? UUID.fromString(spelt) : null);
        assertThat(EventWords.uuid(text, 0, text.length - 1)).isNull();
    }

    @Property(tries = 5_000)
    void reads_the_halves_of_a_uuid_of_version_7(@ForAll long high, @ForAll long low) {
        UUID id = new UUID((high & ~0xf000L) | 0x7000L, (low >>> 2) | Long.MIN_VALUE);
        byte[] text = id.toString().getBytes(ISO_8859_1);

        assertThat(EventWords.idHigh(text, 0, text.length)).isEqualTo(id.getMostSignificantBits());
        assertThat(EventWords.idLow(text, 0)).isEqualTo(id.getLeastSignificantBits());
    }

    /** One byte of the text is another: it is no such id any more, or the other one that it spells. */
    @Property(tries = 5_000)
    void takes_nothing_else_for_one(@ForAll byte other, @ForAll int where) {
        byte[] text = "01a219af-360a-7d85-8bb2-507d6eaaf43b".getBytes(ISO_8859_1);
        text[Math.floorMod(where, text.length)] = other;
        String spelt = new String(text, ISO_8859_1);
        boolean right = spelt.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

        long high = EventWords.idHigh(text, 0, text.length);
        boolean taken = high != EventWords.NONE && EventWords.idLow(text, 0) != EventWords.NONE;

        assertThat(taken).as(spelt).isEqualTo(right);
    }
}
