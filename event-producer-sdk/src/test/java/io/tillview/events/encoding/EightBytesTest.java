package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class EightBytesTest {

    /** Bytes that differ from a special one by a bit or by one, among any others. */
    private static final List<Byte> NEAR = List.of(
            (byte) '"',
            (byte) '!',
            (byte) '#',
            (byte) 0xa2,
            (byte) '\\',
            (byte) '[',
            (byte) ']',
            (byte) 0xdc,
            (byte) ' ',
            (byte) 0x1f,
            (byte) 0x00,
            (byte) 0x80,
            (byte) 0x9f,
            (byte) 0xa0,
            (byte) 0x7f,
            (byte) 0xff);

    @Property(tries = 20_000)
    void finds_the_first_byte_that_ends_a_plain_text(@ForAll("texts") byte[] text, @ForAll int from) {
        int start = Math.floorMod(from, text.length + 1);
        int expected = start;
        while (expected < text.length && isPlain(text[expected])) {
            expected++;
        }

        assertThat(EightBytes.plainUntil(text, start)).isEqualTo(expected);
    }

    @Property(tries = 5_000)
    void tells_ascii_from_the_rest(@ForAll String text) {
        byte[] bytes = text.getBytes(UTF_8);

        assertThat(EightBytes.isAscii(bytes)).isEqualTo(text.chars().allMatch(c -> c < 0x80));
    }

    private static boolean isPlain(byte one) {
        return (one & 0xff) >= ' ' && one != '"' && one != '\\';
    }

    @Provide
    Arbitrary<byte[]> texts() {
        Arbitrary<Byte> plain = Arbitraries.bytes().between((byte) 'a', (byte) 'z');
        return Arbitraries.frequencyOf(
                        Tuple.of(8, plain), Tuple.of(1, Arbitraries.of(NEAR)), Tuple.of(1, Arbitraries.bytes()))
                .array(byte[].class)
                .ofMaxSize(40);
    }
}
