package io.tillview.benchmarks;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import io.tillview.events.encoding.JsonEventEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A thousand events of about half a kilobyte, the same each time but for their ids, as a shop's pages give them. */
final class SampleEvents {
    static final int COUNT = 1_000;

    private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> CHANNELS = List.of("organic", "ads", "newsletter", "direct");
    private static final List<String> DEVICES = List.of("phone", "desktop", "tablet");
    private static final List<String> BROWSERS = List.of("Chrome", "Safari", "Firefox", "Edge");
    private static final List<String> SYSTEMS = List.of("Android", "iOS", "Windows", "macOS");
    private static final List<String> CATEGORIES = List.of("shoes", "jackets", "garden-tools", "coffee", "children");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "JP", "BR");

    private SampleEvents() {}

    static List<MerchantEvent> make() {
        var random = new SplittableRandom(4);
        return IntStream.range(0, COUNT).mapToObj(i -> event(i, random)).toList();
    }

    private static MerchantEvent event(int number, SplittableRandom random) {
        String product = "sku-" + (100_000 + random.nextInt(50_000));
        MerchantEventBuilder event = MerchantEvent.builder()
                .merchantId("shop-" + random.nextInt(100))
                .occurredAt(FIRST.plusMillis(number * 7L))
                .visitorId("v-" + token(random))
                .sessionId("s-" + token(random))
                .channel(pick(CHANNELS, random))
                .campaign("spring-" + random.nextInt(40))
                .referrerHost("www.search-" + random.nextInt(20) + ".example")
                .country(pick(COUNTRIES, random))
                .region("region-" + random.nextInt(16))
                .device(pick(DEVICES, random))
                .browser(pick(BROWSERS, random))
                .os(pick(SYSTEMS, random))
                .productCategory(pick(CATEGORIES, random))
                .productId(product)
                .pagePath("/products/" + product)
                .attribute("experiment", "layout-" + random.nextInt(3))
                .attribute("scroll_depth", random.nextInt(100));
        return number % 25 == 0
                ? event.eventType(EventType.ORDER_PLACED)
                        .orderId("o-" + token(random))
                        .customerId("c-" + random.nextInt(90_000))
                        .amount(Money.of(1_000 + random.nextInt(9_000), "EUR"))
                        .quantity(1 + random.nextInt(3))
                        .build()
                : event.eventType(EventType.PRODUCT_VIEWED).build();
    }

    /** The events' JSON, one a line, as {@code ProducerPerformance --payload-file} takes it. */
    static void write(Path file) {
        var encoder = new JsonEventEncoder();
        var lines = new ByteArrayOutputStream();
        for (MerchantEvent event : make()) {
            lines.writeBytes(encoder.encode(event));
            lines.write('\n');
        }
        try {
            Files.write(file, lines.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(SplittableRandom random) {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private static String pick(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }
}
