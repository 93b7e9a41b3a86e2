package io.tillview.events.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.publishing.RefusalReason;
import io.tillview.events.testing.RecordingEventPublisher;
import org.junit.jupiter.api.Test;

class PublisherMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RecordingEventPublisher publisher = new RecordingEventPublisher();

    @Test
    void shows_what_the_publisher_counts() {
        new PublisherMeters(publisher).bindTo(registry);
        publisher.publish(event());
        publisher.publish(event());
        publisher.refuseFromNowOn(RefusalReason.SPOOL_FULL);
        publisher.publish(event());

        assertThat(count("tillview.events.accepted", "durability", "in_memory")).isEqualTo(2);
        assertThat(count("tillview.events.refused", "reason", "spool_full")).isEqualTo(1);
        assertThat(count("tillview.events.refused", "reason", "invalid")).isZero();
        assertThat(count("tillview.events.outcomes", "outcome", "delivered")).isEqualTo(2);
        assertThat(registry.get("tillview.events.waiting").gauge().value()).isZero();
        assertThat(registry.get("tillview.events.delivery")
                        .tag("quantile", "0.99")
                        .timeGauge()
                        .value())
                .isZero();
    }

    private double count(String meter, String tag, String value) {
        return registry.get(meter).tag(tag, value).functionCounter().count();
    }

    private static MerchantEvent event() {
        return MerchantEvent.builder()
                .merchantId("m-1")
                .eventType(EventType.PAGE_VIEWED)
                .build();
    }
}
