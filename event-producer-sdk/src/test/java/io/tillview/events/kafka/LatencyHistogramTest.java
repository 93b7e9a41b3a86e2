package io.tillview.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.publishing.DeliveryLatency;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    @Test
    void knows_its_quantiles_to_a_quarter() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int millis = 1; millis <= 1_000; millis++) {
            histogram.record(Duration.ofMillis(millis).toNanos());
        }

        DeliveryLatency latency = histogram.summary();

        assertThat(latency.samples()).isEqualTo(1_000);
        assertThat(latency.median()).isBetween(Duration.ofMillis(500), Duration.ofMillis(625));
        assertThat(latency.p99()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_000));
        assertThat(latency.highest()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void takes_any_duration() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(-1);
        histogram.record(0);
        histogram.record(Long.MAX_VALUE);

        assertThat(histogram.summary().samples()).isEqualTo(3);
        assertThat(new LatencyHistogram().summary()).isEqualTo(DeliveryLatency.NONE);
    }
}
