package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillview.cluster.Ports.Endpoint;
import io.tillview.endtoend.TillviewCommand.Result;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.ingestion.LayoutSpec;
import io.tillview.ingestion.records.TopicRanges;
import io.tillview.ingestion.reprocessing.Change;
import io.tillview.ingestion.reprocessing.Reprocessing;
import io.tillview.ingestion.reprocessing.ReprocessingProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A bug in what is stored is corrected, once, while all goes on and everything is killed. */
@ExtendWith(OwnTillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ReindexIT {
    private static final int EVENTS = Integer.getInteger("reindex.events", 120);
    private static final int LATE = 10;
    private static final Duration DAY = Duration.ofDays(1);

    private final Tillview tillview;
    private final Reprocessed reprocessed;

    ReindexIT(Tillview tillview) {
        this.tillview = tillview;
        this.reprocessed = new Reprocessed(tillview);
    }

    /** In two hours, one right after the other, whose events are published at once. */
    @BeforeAll
    void late_events_arrive() throws Exception {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        PastArrivals.during(tillview, () -> {
            sendLate("bug-shop", Instant.parse("2026-09-11T00:00:00Z"), 1, hour.minus(Duration.ofMinutes(30)));
            sendLate("twice-shop", Instant.parse("2026-09-15T00:00:00Z"), 2, hour);
        });
    }

    @Test
    @Order(1)
    void a_planted_bug_is_corrected_once_though_everything_is_killed() throws Exception {
        Instant day = Instant.parse("2026-09-10T00:00:00Z");
        List<MerchantEvent> past = new ArrayList<>(orders("bug-shop", day));
        past.addAll(orders("bug-shop", day.plus(DAY)));
        tillview.importPast(past);
        long old = sum(day);
        long corrected = old + 99 * wrong();
        String interval = day + "/" + day.plus(DAY.multipliedBy(2));
        int calls = 0;

        try (TotalsProber prober = new TotalsProber(tillview, "bug-shop", day, day.plus(DAY))) {
            CompletableFuture<Void> merge = CompletableFuture.runAsync(reprocessed::awaitLateMerged);
            layOut(day.plus(DAY));
            reprocessed.awaitLatePublished();
            killTheCommandInTheMiddle(interval);
            CompletableFuture<Void> killer = CompletableFuture.runAsync(this::killIndexerThenOverlord);
            Result result;
            do {
                tillview.publish(Events.orders("reindex-live", 50));
                calls++;
                result = reprocessed.command().call(reindex(interval));
            } while (result.exit() != 0 && calls < 10);
            killer.join();
            merge.join();
            // Late events may have been merged after the last chunk was done.
            Result last = reprocessed.command().call(reindex(interval));

            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(last.exit()).as(last.toString()).isZero();
            assertThat(prober.totals()).containsOnly(EVENTS + " " + old, EVENTS + " " + corrected);
        }
        tillview.awaitEvents("reindex-live", 50 * calls);
        for (String measure : List.of("merchant_events", "merchant_metrics")) {
            assertThat(totals(measure, day)).isEqualTo(EVENTS + " " + corrected);
            assertThat(totals(measure, day.plus(DAY))).isEqualTo((EVENTS + LATE) + " " + (corrected + LATE * 7));
        }
        assertThat(reprocessed.number("SELECT SUM(late) FROM merchant_metrics WHERE merchant_id = 'bug-shop'"))
                .isEqualTo(LATE);
        assertThat(reprocessed.mergeLate()).isEmpty();
        assertRollupsAgree(interval);
    }

    @Test
    @Order(2)
    void dry_run_and_shadow_change_nothing_and_the_table_says_what_the_switch_changed() throws Exception {
        Instant day = Instant.parse("2026-09-13T00:00:00Z");
        tillview.importPast(orders("table-shop", day));
        long old = sum(day);
        String[] line = {
            "reindex", "channel", "--set", "from=ads", "--set", "to=social", "--interval", day + "/" + day.plus(DAY)
        };
        String[] amounts = reindex(day + "/" + day.plus(DAY));

        Result dry = reprocessed.command().call(with(amounts, "--dry-run"));
        Result shadow = reprocessed.command().call(with(amounts, "--shadow"));
        long untouched = sum(day);
        Result changed = reprocessed.command().call(with(amounts, "--switch"));
        Result channels = reprocessed.command().call(line);

        assertThat(dry.out())
                .contains("\"index_parallel\"", "would replace 3 chunks", String.format("2026-09-13  %,d", EVENTS));
        String table = String.format("EUR %,d -> %,d", old, old + 99 * wrong());
        assertThat(shadow.out()).contains("merchant_events_shadow holds 1 corrected chunks", table);
        assertThat(untouched).isEqualTo(old);
        assertThat(changed.out())
                .contains(table)
                .contains("replaced chunks of merchant_events 1, merchant_metrics 1, platform_metrics 1");
        assertThat(channels.exit()).as(channels.toString()).isZero();
        assertThat(
                        reprocessed.number(
                                "SELECT SUM(events) FROM merchant_metrics WHERE merchant_id = 'table-shop' AND channel = 'social'"))
                .isEqualTo(EVENTS / 2);
        assertRollupsAgree(day + "/" + day.plus(DAY));
    }

    @Test
    @Order(3)
    void repeated_events_are_taken_out_of_detail_rollups_and_what_arrived_late() throws Exception {
        Instant day = Instant.parse("2026-09-15T00:00:00Z");
        tillview.importPast(orders("once-shop", day).subList(0, 5));
        assertThat(count("merchant_events", "twice-shop")).isEqualTo(2 * LATE);

        try (TopicRanges topic = reprocessed.topic()) {
            new Reprocessing(reprocessed.druid(topic))
                    .run(
                            new Change.Deduplication("twice"),
                            day,
                            day.plus(DAY),
                            Instant.now(),
                            new ReprocessingProgress() {});
        }

        assertThat(count("merchant_events", "twice-shop")).isEqualTo(LATE);
        assertThat(count("merchant_events", "once-shop")).isEqualTo(5);
        assertThat(count("late_events", "twice-shop")).isEqualTo(LATE);
        assertThat(reprocessed.number("SELECT SUM(late) FROM merchant_metrics WHERE merchant_id = 'twice-shop'"))
                .isEqualTo(LATE);
        assertThat(reprocessed.mergeLate()).isEmpty();
        assertRollupsAgree(day + "/" + day.plus(DAY));
    }

    private static String[] reindex(String interval) {
        return new String[] {
            "reindex",
            "amounts",
            "--set",
            "app_version=4.1",
            "--set",
            "factor=100",
            "--interval",
            interval,
            "--name",
            "bug"
        };
    }

    private static String[] with(String[] line, String option) {
        return Stream.concat(Stream.of(line), Stream.of(option)).toArray(String[]::new);
    }

    private void killTheCommandInTheMiddle(String interval) throws Exception {
        List<String> line = new ArrayList<>(List.of("./tillview"));
        line.addAll(List.of(reindex(interval)));
        line.addAll(List.of("--data", tillview.installation().data().root().toString()));
        Process command = new ProcessBuilder(line)
                .directory(TillviewCommand.home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        new RunningTask(tillview, "reindex_bug_merchant_events").awaitBegun();
        command.destroyForcibly();
        assertThat(command.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private void killIndexerThenOverlord() {
        try {
            new RunningTask(tillview, "reindex_bug_merchant").killIndexer();
            new RunningTask(tillview, "reindex_bug_").awaitBegun();
            tillview.killAndRestart(Endpoint.COORDINATOR);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Compaction of the same day at the same time. */
    private void layOut(Instant day) {
        try (TopicRanges topic = reprocessed.topic()) {
            LayoutSpec detail = reprocessed.druid(topic).layouts().stream()
                    .filter(layout -> layout.datasource().equals("merchant_events"))
                    .findFirst()
                    .orElseThrow();
            String id = "compact_beside_reindex";
            reprocessed.overlord().submitTask(id, detail.task(id, day, day.plus(DAY), "DAY"));
        }
    }

    private void sendLate(String shop, Instant day, int times, Instant arrival) throws Exception {
        try (HostileStream stream = new HostileStream(tillview, shop)) {
            for (int i = 0; i < LATE; i++) {
                byte[] event = new JsonEventEncoder().encode(order(shop, day.plusSeconds(i), 7));
                for (int time = 0; time < times; time++) {
                    stream.sendOne(event, arrival);
                }
            }
        }
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> count("late_events", shop) == (long) LATE * times);
    }

    private void assertRollupsAgree(String interval) {
        Result check = reprocessed.command().call("check", "rollup", "--interval", interval);
        assertThat(check.exit()).as(check.toString()).isZero();
    }

    private long count(String datasource, String shop) {
        return reprocessed.number("SELECT COUNT(*) FROM " + datasource + " WHERE merchant_id = '" + shop + "'");
    }

    private String totals(String datasource, Instant day) {
        return TotalsProber.ask(tillview, datasource, "bug-shop", day, day.plus(DAY));
    }

    private long sum(Instant day) {
        return reprocessed.number("SELECT SUM(amount_minor) FROM merchant_events WHERE __time >= MILLIS_TO_TIMESTAMP("
                + day.toEpochMilli() + ") AND __time < MILLIS_TO_TIMESTAMP("
                + day.plus(DAY).toEpochMilli() + ")");
    }

    /** The sum of the amounts that were sent in the wrong unit. */
    private static long wrong() {
        long sum = 0;
        for (int i = 0; i < EVENTS; i += 3) {
            sum += i + 1;
        }
        return sum;
    }

    private static List<MerchantEvent> orders(String shop, Instant day) {
        List<MerchantEvent> orders = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            orders.add(MerchantEvent.builder()
                    .merchantId(shop)
                    .eventType(EventType.ORDER_PLACED)
                    .occurredAt(day.plusMillis(i * (DAY.toMillis() / EVENTS)))
                    .visitorId("v-" + i % 20)
                    .amount(Money.of(i + 1, "EUR"))
                    .channel(i % 2 == 0 ? "ads" : "organic")
                    .attribute("app_version", i % 3 == 0 ? "4.1" : "4.0")
                    .build());
        }
        return orders;
    }

    private static MerchantEvent order(String shop, Instant at, long amount) {
        return MerchantEvent.builder()
                .merchantId(shop)
                .eventType(EventType.ORDER_PLACED)
                .occurredAt(at)
                .amount(Money.of(amount, "EUR"))
                .build();
    }
}
