package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecentTextsTest {

    private final RecentTexts recent = new RecentTexts();

    /** Many more texts than there are places, of few letters, so that they are alike and take each other's places. */
    @Property(tries = 20)
    void hands_out_what_the_bytes_say(@ForAll("texts") List<String> texts) {
        for (String text : texts) {
            byte[] bytes = ("\"" + text + "\"").getBytes(UTF_8);

            assertThat(recent.of(bytes, 1, bytes.length - 1)).isEqualTo(text);
        }
    }

    @Test
    void hands_out_the_same_text_again() {
        byte[] one = "{\"device\":\"mobile\"}".getBytes(UTF_8);
        byte[] other = "mobile".getBytes(UTF_8);

        assertThat(recent.of(one, 11, 17)).isEqualTo("mobile");
        assertThat(recent.of(other, 0, 6)).isEqualTo("mobile").isSameAs(recent.of(one, 11, 17));
    }

    @Test
    void tells_texts_apart_that_differ_in_the_middle_only() {
        byte[] one = "the-beginning-a-and-the-end".getBytes(UTF_8);
        byte[] other = "the-beginning-b-and-the-end".getBytes(UTF_8);

        for (int time = 0; time < 3; time++) {
            assertThat(recent.of(one, 0, one.length)).isEqualTo("the-beginning-a-and-the-end");
            assertThat(recent.of(other, 0, other.length)).isEqualTo("the-beginning-b-and-the-end");
        }
    }

    @Test
    void keeps_no_long_texts() {
        byte[] text = "/a".repeat(40).getBytes(UTF_8);

        String second = List.of(recent.of(text, 0, text.length), recent.of(text, 0, text.length))
                .get(1);

        assertThat(second).isEqualTo("/a".repeat(40)).isNotSameAs(recent.of(text, 0, text.length));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().withChars("ab").ofMaxLength(20),
                        Arbitraries.strings().withChars("aé商").ofMaxLength(30),
                        Arbitraries.strings().withChars("ab").ofMinLength(15).ofMaxLength(60))
                .list()
                .ofSize(2_000);
    }
}
