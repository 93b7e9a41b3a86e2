package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    private static final String JSON =
            "{\"a\":[1,-2.5e+3,0,{\"b\":null,\"c\\u00e9\\n\":\"x\"},[],{}],\"t\":true,\"f\":false}";
    private static final String CHARACTERS = "{}[]\",:0123456789.eE+-\\untrfalse /\n\t\u0001";

    @Test
    void takes_what_jackson_takes_and_nothing_else() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(JSON);
            for (int change = 0; change <= random.nextInt(3); change++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                }
            }

            byte[] json = text.toString().getBytes(UTF_8);

            assertThat(isTaken(json)).as(text.toString()).isEqualTo(jacksonTakes(json));
        }
    }

    @Test
    void passes_over_any_depth_without_its_own_stack() {
        assertThat(isTaken(("[".repeat(1_000_000) + "]".repeat(1_000_000)).getBytes(UTF_8)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "7", "-999999999999999999", "9223372036854775807", "-9223372036854775808"})
    void reads_whole_numbers_of_64_bits(String number) throws MalformedJsonException {
        JsonScanner scanner = new JsonScanner(number.getBytes(UTF_8));
        scanner.number();

        assertThat(scanner.lastNumber()).isEqualTo(Long.parseLong(number));
    }

    private static boolean isTaken(byte[] json) {
        JsonScanner scanner = new JsonScanner(json);
        try {
            scanner.skip();
        } catch (MalformedJsonException e) {
            return false;
        }
        return scanner.peek() == 0 && scanner.position() == json.length;
    }

    private static boolean jacksonTakes(byte[] json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
