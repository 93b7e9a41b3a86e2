package io.tillview.demo;

import io.tillview.events.MerchantEvent;
import io.tillview.events.kafka.KafkaEventPublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A program that lets the shops sell until it is stopped: {@code --properties FILE}, and if it shall be otherwise
 * {@code --rate 20} (events a second), {@code --seed 1}, {@code --merchants 50}, {@code --heartbeat FILE}.
 *
 * <p>SIGTERM ends it in good order: what was published is delivered within 10 seconds, and the last line says how much that
 * was. The heartbeat's file is written every other second in which Kafka has stored events.
 */
public final class DemoProcess {
    private static final List<String> OPTIONS =
            List.of("--properties", "--rate", "--seed", "--merchants", "--heartbeat");
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final long BEAT_NANOS = 2_000_000_000L;
    private static final long BUFFER_BYTES = 4 << 20;
    private static final long SPOOL_BYTES = 16 << 20;

    private DemoProcess() {}

    /** Runs until it is told to stop; exit code 2 for options it doesn't know. */
    public static void main(String[] arguments) {
        try {
            Map<String, String> options = options(arguments);
            var plan = new DemoShops(
                    Long.parseLong(options.getOrDefault("--seed", "1")),
                    Integer.parseInt(options.getOrDefault("--merchants", "50")));
            var heartbeat = new Heartbeat(options.get("--heartbeat"));
            var traffic =
                    new LiveTraffic(plan, Double.parseDouble(options.getOrDefault("--rate", "20")), heartbeat::beat);
            heartbeat.of(traffic);
            sell(traffic, Path.of(options.get("--properties")));
        } catch (IllegalArgumentException e) {
            System.err.println("demo-storefronts: " + e.getMessage());
            System.exit(2);
        }
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "every option of " + OPTIONS + " has a value, and there are no others");
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        if (!options.containsKey("--properties")) {
            throw new IllegalArgumentException(
                    "--properties FILE is missing: the Kafka client properties of a publisher");
        }
        return options;
    }

    private static void sell(LiveTraffic traffic, Path properties) {
        KafkaEventPublisher publisher = KafkaEventPublisher.builder()
                .properties(properties)
                .bufferMemory(BUFFER_BYTES)
                .spoolFolderIn(properties.resolveSibling("spool").resolve("demo-storefronts"))
                .maxSpoolBytes(SPOOL_BYTES)
                .build();
        CountDownLatch finished = new CountDownLatch(1);
        Thread seller = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInGoodOrder(seller, finished), "orderly-end"));
        try {
            traffic.run(publisher, FOREVER);
        } finally {
            // The interrupt asked for this very end; it must not cut it short.
            Thread.interrupted();
            long left = publisher.close(CLOSE_LIMIT);
            System.out.println("Published " + traffic.published() + " events, of which " + traffic.delivered()
                    + " were delivered, " + traffic.failed() + " were not (" + left + " because the end came)");
            finished.countDown();
        }
    }

    private static void endInGoodOrder(Thread seller, CountDownLatch finished) {
        seller.interrupt();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes the file from the thread that sells, when more was delivered than last time. */
    private static final class Heartbeat {
        private final Path file;
        private LiveTraffic traffic;
        private long last = System.nanoTime() - BEAT_NANOS;
        private long delivered;

        Heartbeat(String file) {
            this.file = file == null ? null : Path.of(file);
        }

        void of(LiveTraffic beating) {
            traffic = beating;
        }

        void beat(MerchantEvent event) {
            boolean soon = delivered > 0 && System.nanoTime() - last < BEAT_NANOS;
            if (file == null || soon || traffic.delivered() == delivered) {
                return;
            }
            last = System.nanoTime();
            delivered = traffic.delivered();
            try {
                Files.writeString(file, delivered + System.lineSeparator());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
