package io.tillview.events.kafka;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A shop that publishes bursts as fast as it can until it is killed: {@code ADDRESS SPOOL LOG}. Once {@code publish} has
 * accepted an event, its id goes to the log, past every buffer of the process. It pauses after each burst, so that what fifty lives
 * without Kafka have to keep stays within the GiB that is the spool's default.
 */
final class PublishingProcess {

    private static final int THREADS = 3;
    private static final int BURST = 200;
    private static final long PAUSE_NANOS = 20_000_000;

    private PublishingProcess() {}

    public static void main(String[] arguments) throws Exception {
        KafkaEventPublisher publisher = KafkaEventPublisher.builder()
                .bootstrapServers(arguments[0])
                .spoolFolder(Path.of(arguments[1]))
                .build();
        FileChannel log = FileChannel.open(
                Path.of(arguments[2]), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        for (int thread = 0; thread < THREADS; thread++) {
            String merchant = "m-" + thread;
            new Thread(() -> publish(publisher, merchant, log)).start();
        }
    }

    private static void publish(KafkaEventPublisher publisher, String merchant, FileChannel log) {
        ByteBuffer id = ByteBuffer.allocate(16);
        try {
            for (long number = 1; ; number++) {
                if (number % BURST == 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                MerchantEvent event = MerchantEvent.builder()
                        .merchantId(merchant)
                        .eventType(EventType.PAGE_VIEWED)
                        .pagePath("/products/17")
                        .build();
                if (publisher.publish(event).isAccepted()) {
                    UUID value = event.eventId().value();
                    id.clear()
                            .putLong(value.getMostSignificantBits())
                            .putLong(value.getLeastSignificantBits())
                            .flip();
                    log.write(id);
                }
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
