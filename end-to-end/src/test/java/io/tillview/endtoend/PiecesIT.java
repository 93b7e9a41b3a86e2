package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An answer put together from pieces of time is the answer that Druid gives about all of it. Nothing imports query-service, so a program
 * from among its tests asks both, in a process of its own, as the merchant.
 */
@ExtendWith(TillviewExtension.class)
class PiecesIT {
    private static final String MERCHANT = "pieces-shop";
    private static final Path HOME = Path.of(System.getProperty("tillview.home"));
    private static final int EVENTS = 700;
    private static final int DAYS = 5;

    private final Tillview tillview;

    PiecesIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void answers_from_pieces_are_those_about_the_whole() throws Exception {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        tillview.importPast(events(today));
        tillview.awaitEvents(MERCHANT, EVENTS);

        TillviewCommand.Result result = TillviewCommand.run(
                Path.of("."),
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        "io.tillview.query.merging.PiecesAgainstDruid",
                        tillview.installation().http(Endpoint.BROKER).toString(),
                        tillview.installation()
                                .data()
                                .secrets()
                                .resolve("delegation.key.pem")
                                .toString(),
                        MERCHANT,
                        today.minus(Duration.ofDays(DAYS))
                                .plus(Duration.ofMinutes(615))
                                .toString(),
                        today.minus(Duration.ofMinutes(585)).toString()));

        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("merchant_metrics: 1 rows", "merchant_events: 1 rows", "0 answers differ");
    }

    @Test
    void sketches_are_read_by_the_library_that_makes_them() throws IOException {
        assertThat(sketchLibraries(Path.of("query-service", "target", "quarkus-app", "lib", "main")))
                .isEqualTo(sketchLibraries(Path.of("druid-cluster", "runtime", "target", "runtime", "lib")))
                .hasSize(2);
    }

    /** The DataSketches library and the one it reads memory with, each with its version. */
    private static Set<String> sketchLibraries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("datasketches-java-") || name.contains("datasketches-memory-"))
                    .map(name -> name.substring(name.lastIndexOf("datasketches-")))
                    .collect(Collectors.toSet());
        }
    }

    /** Of several currencies, and so few of each kind that sketches hold them one by one. */
    private static List<MerchantEvent> events(Instant today) {
        Random random = new Random(8);
        List<MerchantEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            MerchantEventBuilder event = MerchantEvent.builder()
                    .merchantId(MERCHANT)
                    .occurredAt(today.minusMillis(1 + random.nextInt(DAYS * 86_400_000)))
                    .visitorId("v" + random.nextInt(120))
                    .sessionId("s" + random.nextInt(200))
                    .channel(List.of("organic", "email", "ads").get(random.nextInt(3)))
                    .device(List.of("mobile", "desktop").get(random.nextInt(2)))
                    .pagePath(List.of("/", "/a", "/b").get(random.nextInt(3)))
                    .attribute("size", List.of("S", "M", "L").get(random.nextInt(3)));
            if (random.nextInt(3) > 0) {
                event.country(List.of("US", "DE", "NP").get(random.nextInt(3)));
            }
            if (random.nextInt(2) > 0) {
                event.customerId("c" + random.nextInt(60));
            }
            Currency currency =
                    Currency.getInstance(List.of("EUR", "USD", "JPY").get(random.nextInt(3)));
            switch (random.nextInt(5)) {
                case 0 ->
                    event.eventType("order_placed")
                            .amount(Money.of(1 + random.nextInt(500_000), currency))
                            .quantity(1 + random.nextInt(5));
                case 1 -> event.eventType("order_refunded").amount(Money.of(1 + random.nextInt(9_000), currency));
                case 2 -> event.eventType("cart_item_added");
                case 3 -> event.eventType("checkout_started");
                default -> event.eventType("page_viewed");
            }
            events.add(event.build());
        }
        return events;
    }

    private static String classPath() throws IOException {
        Path service = HOME.resolve("query-service").resolve("target");
        try (Stream<Path> libraries = Files.walk(service.resolve("quarkus-app").resolve("lib"))) {
            return Stream.concat(
                            Stream.of(service.resolve("test-classes"), service.resolve("classes")),
                            libraries.filter(file -> file.toString().endsWith(".jar")))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
