package io.tillview.events.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.publishing.Acceptance.Accepted;
import io.tillview.events.publishing.Acceptance.Refused;
import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.PublishOutcome.Delivered;
import io.tillview.events.publishing.PublishOutcome.Dropped;
import io.tillview.events.publishing.PublishOutcome.Rejected;
import io.tillview.events.publishing.RefusalReason;
import org.junit.jupiter.api.Test;

class RecordingEventPublisherTest {

    private final RecordingEventPublisher publisher = new RecordingEventPublisher();

    @Test
    void keeps_accepted_events_in_their_order() {
        MerchantEvent first = event("/1");
        MerchantEvent second = event("/2");

        assertThat(publisher.publish(first)).isEqualTo(Accepted.IN_MEMORY);
        assertThat(publisher.publishAsync(second)).isCompletedWithValueMatching(Delivered.class::isInstance);

        assertThat(publisher.events()).containsExactly(first, second);
        assertThat(publisher.metrics().delivered()).isEqualTo(2);
        assertThat(publisher.metrics().published()).isEqualTo(2);
    }

    @Test
    void refuses_what_a_real_publisher_would_refuse() {
        MerchantEvent large = event("/".repeat(40_000));

        assertThat(publisher.publish(large))
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.rules()).hasSize(1));
        assertThat(publisher.publishAsync(large)).isCompletedWithValueMatching(Rejected.class::isInstance);
        publisher.close();
        assertThat(publisher.publish(event("/3")))
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.reason()).isEqualTo(RefusalReason.CLOSED));
        assertThat(publisher.events()).isEmpty();
    }

    @Test
    void plays_a_full_spool() {
        publisher.refuseFromNowOn(RefusalReason.SPOOL_FULL);
        var outcome = publisher.publishAsync(event("/1"));
        publisher.acceptFromNowOn();

        assertThat(outcome)
                .isCompletedWithValueMatching(
                        result -> result instanceof Dropped dropped && dropped.reason() == DropReason.SPOOL_FULL);
        assertThat(publisher.publish(event("/2")).isAccepted()).isTrue();
    }

    private static MerchantEvent event(String path) {
        return MerchantEvent.builder()
                .merchantId("m-1")
                .eventType(EventType.PAGE_VIEWED)
                .pagePath(path)
                .build();
    }
}
