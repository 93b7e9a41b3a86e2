package io.tillview.events.kafka;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.utils.Time;

/**
 * A small shop, an event every 20 ms, far too few to fill a batch: {@code ADDRESS SPOOL}. Tells each accepted event's id and the
 * time of its clock, a line each.
 */
final class SteadyShop {

    private static final long PAUSE_NANOS = 20_000_000;

    private SteadyShop() {}

    public static void main(String[] arguments) {
        // Kafka's client and the shop have one clock, which the test sets.
        InstantSource clock = () -> Instant.ofEpochMilli(Time.SYSTEM.milliseconds());
        KafkaEventPublisher publisher = KafkaEventPublisher.builder()
                .clock(clock)
                .bootstrapServers(arguments[0])
                .spoolFolder(Path.of(arguments[1]))
                .build();
        while (true) {
            MerchantEvent event = MerchantEvent.builder(clock)
                    .merchantId("small-shop")
                    .eventType(EventType.PAGE_VIEWED)
                    .build();
            if (publisher.publish(event).isAccepted()) {
                System.out.println(event.eventId() + " " + event.occurredAt());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
