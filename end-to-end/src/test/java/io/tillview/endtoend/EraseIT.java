package io.tillview.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillview.endtoend.TillviewCommand.Result;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.ingestion.records.TopicRanges;
import io.tillview.ingestion.reprocessing.Erasure;
import io.tillview.ingestion.reprocessing.Outcome;
import io.tillview.ingestion.reprocessing.ReprocessingProgress;
import io.tillview.ingestion.reprocessing.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is erased stands in no row and in no segment's file any more, and nobody else is missed. */
@ExtendWith(TillviewExtension.class)
class EraseIT {
    /** Dictionaries leave out what a text begins with, if its neighbour begins alike: what ids end with stands there in full. */
    private static final String MERCHANT = "Zq7vXk3mWp9t";

    private static final String CUSTOMER = "Yw4hTn8cRb2s";
    private static final String NEIGHBOUR = MERCHANT + "-2";
    private static final List<String> DATASOURCES =
            List.of("merchant_events", "merchant_metrics", "late_events", "rejected_records");
    private static final String KEPT = "kept-shop";
    private static final Duration DAY = Duration.ofDays(1);

    private final Tillview tillview;
    private final Reprocessed reprocessed;

    EraseIT(Tillview tillview) {
        this.tillview = tillview;
        this.reprocessed = new Reprocessed(tillview);
    }

    @Test
    void a_merchant_and_a_customer_are_found_nowhere_any_more() throws Exception {
        Instant day = Instant.parse("2026-09-17T00:00:00Z");
        Instant live = Instant.now().minus(Duration.ofMinutes(5));
        tillview.importPast(
                List.of(order(MERCHANT, day, "c-1"), order(NEIGHBOUR, day, CUSTOMER), order(KEPT, day, "c-2")));
        tillview.publish(List.of(order(MERCHANT, live, "c-1"), order(NEIGHBOUR, live, "c-3")));
        try (HostileStream stream = new HostileStream(tillview, MERCHANT)) {
            JsonEventEncoder encoder = new JsonEventEncoder();
            stream.sendOne(encoder.encode(order(MERCHANT, day.plusSeconds(60), "c-1")));
            String good = new String(encoder.encode(order(MERCHANT, live, "c-1")), UTF_8);
            stream.sendOne(good.substring(0, good.length() - 2).getBytes(UTF_8));
            stream.sendOne(good.replace("\"EUR\"", "\"EUR\u00ff\"").getBytes(ISO_8859_1));
            stream.sendOne(good.replace("order_placed", "not valid")
                    .replace("Z", "\\u005a")
                    .getBytes(UTF_8));
        }
        try (HostileStream other = new HostileStream(tillview, KEPT)) {
            other.sendOne(("{\"merchant_id\":\"" + KEPT).getBytes(UTF_8));
        }
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> {
                    assertThat(reprocessed.number(
                                    "SELECT COUNT(*) FROM late_events WHERE merchant_id = '" + MERCHANT + "'"))
                            .isEqualTo(1);
                    assertThat(rejected()).isEqualTo(3);
                    assertThat(rejected(KEPT)).isEqualTo(1);
                });
        reprocessed.overlord().handOff("late_events", 1);
        reprocessed.overlord().handOff("rejected_records", 1);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(datasourcesWith(MERCHANT.substring(2)))
                        .containsExactlyInAnyOrderElementsOf(DATASOURCES));

        Result first = reprocessed.command().call("erase", "--merchant", MERCHANT);
        Outcome outcome = erase(new Subject(Optional.of(MERCHANT), Optional.empty()));
        erase(new Subject(Optional.empty(), Optional.of(CUSTOMER)));

        // Today's hours are still appended to; the command says so, and what the Erasure above is told is late enough.
        assertThat(first.exit()).as(first.toString()).isEqualTo(3);
        assertThat(first.out()).contains("Left as it is: merchant_events", "Run the same command again");
        assertThat(outcome.remaining()).isEmpty();
        assertThat(textsIn(MERCHANT.substring(2))).isNotEmpty().allMatch(text -> text.equals("-2"));
        assertThat(rejected()).isZero();
        assertThat(rejected(KEPT)).isEqualTo(1);
        assertThat(datasourcesWith(CUSTOMER.substring(2))).isEmpty();
        assertThat(reprocessed.number("SELECT COUNT(*) FROM merchant_events WHERE merchant_id = '" + KEPT + "'"))
                .isEqualTo(1);
        assertThat(reprocessed.number(
                        "SELECT SUM(events) FROM merchant_metrics WHERE merchant_id = '" + NEIGHBOUR + "'"))
                .isEqualTo(1);
        Result check = reprocessed.command().call("check", "rollup", "--interval", day + "/" + day.plus(DAY));
        assertThat(check.exit()).as(check.toString()).isZero();
    }

    /** How many rejected records name the merchant, whatever form their bytes are kept in. */
    private long rejected() {
        return rejected(MERCHANT.substring(1));
    }

    private long rejected(String text) {
        String named = " LIKE '%" + text + "%'";
        return reprocessed.number("SELECT COUNT(*) FROM rejected_records WHERE value_text" + named
                + " OR DECODE_BASE64_UTF8(value_base64)" + named);
    }

    /** In thirty-one hours nothing of today can come in live any more, not even where one chunk has all of today. */
    private Outcome erase(Subject subject) throws InterruptedException {
        try (TopicRanges topic = reprocessed.topic()) {
            return new Erasure(reprocessed.druid(topic))
                    .run(subject, Instant.now().plus(Duration.ofHours(31)), new ReprocessingProgress() {});
        }
    }

    /** Which datasources' files in deep storage hold a text. */
    private Set<String> datasourcesWith(String text) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String datasource : DATASOURCES) {
            if (!after(datasource, text).isEmpty()) {
                found.add(datasource);
            }
        }
        return found;
    }

    private List<String> textsIn(String text) throws IOException {
        List<String> found = new ArrayList<>();
        for (String datasource : DATASOURCES) {
            found.addAll(after(datasource, text));
        }
        return found;
    }

    /** What follows upon a text wherever it stands in a datasource's files. */
    private List<String> after(String datasource, String text) throws IOException {
        Path folder =
                tillview.installation().data().root().resolve("druid/segments").resolve(datasource);
        List<String> found = new ArrayList<>();
        if (Files.notExists(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, ISO_8859_1);
                for (int at = content.indexOf(text); at >= 0; at = content.indexOf(text, at + 1)) {
                    int end = at + text.length();
                    found.add(content.substring(end, Math.min(content.length(), end + 2)));
                }
            }
        }
        return found;
    }

    private static MerchantEvent order(String shop, Instant at, String customer) {
        return MerchantEvent.builder()
                .merchantId(shop)
                .eventType(EventType.ORDER_PLACED)
                .occurredAt(at)
                .customerId(customer)
                .amount(Money.of(100, "EUR"))
                .build();
    }
}
