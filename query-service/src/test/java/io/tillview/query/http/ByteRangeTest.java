package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, bytes 0-9/100",
        "bytes=90-, bytes 90-99/100",
        "bytes=-10, bytes 90-99/100",
        "bytes=-1000, bytes 0-99/100",
        "bytes=95-1000, bytes 95-99/100",
        "bytes=99-99, bytes 99-99/100"
    })
    void one_part_is_sent(String header, String part) {
        assertThat(ByteRange.of(header, 100).orElseThrow().within(100)).isEqualTo(part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=0-1,5-6", "rows=0-1", "bytes=-", "bytes=9-3", "bytes=a-b", "bytes=1-99999999999999999999"
            })
    void what_is_no_part_is_passed_over(String header) {
        assertThat(ByteRange.of(header, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void what_the_file_has_no_byte_of_is_refused(String header) {
        assertThatThrownBy(() -> ByteRange.of(header, 100)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type().status()).isEqualTo(416);
            assertThat(problem.headers()).containsEntry("Content-Range", "bytes */100");
        });
    }

    @Test
    void a_file_without_bytes_has_no_parts() {
        assertThatThrownBy(() -> ByteRange.of("bytes=0-", 0)).isInstanceOf(ProblemException.class);
    }
}
