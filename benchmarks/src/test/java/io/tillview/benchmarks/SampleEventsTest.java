package io.tillview.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.encoding.JsonEventDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleEventsTest {
    @Test
    void are_half_a_kilobyte_each_and_one_a_line_for_the_peer(@TempDir Path folder) throws Exception {
        Path payloads = folder.resolve("payloads");

        SampleEvents.write(payloads);

        List<String> lines = Files.readAllLines(payloads);
        assertThat(lines).hasSize(SampleEvents.COUNT);
        assertThat(Files.size(payloads) / SampleEvents.COUNT).isBetween(500L, 600L);
        assertThat(lines.stream().map(line -> new JsonEventDecoder().decode(line.getBytes(StandardCharsets.UTF_8))))
                .extracting(event -> event.merchantId())
                .containsExactlyElementsOf(SampleEvents.make().stream()
                        .map(event -> event.merchantId())
                        .toList());
    }
}
