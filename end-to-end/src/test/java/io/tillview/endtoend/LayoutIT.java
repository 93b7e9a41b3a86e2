package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.endtoend.TillviewCommand.Result;
import io.tillview.ingestion.layout.LayoutStep;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A closed hour is laid out while events of it go on coming in and the Indexer dies: no event is lost, none counts twice. */
@ExtendWith(TillviewExtension.class)
class LayoutIT {
    private static final List<String> DATASOURCES = List.of("merchant_events", "merchant_metrics", "platform_metrics");
    private static final String STILL = "layout-still";
    private static final String BUSY = "layout-busy";
    private static final int EVENTS = 3_000;
    private static final int BURST = 50;
    /** Longer than supervisors take to notice that their tasks have read everything. */
    private static final Duration BETWEEN_BURSTS = Duration.ofSeconds(12);

    private final Tillview tillview;
    private final TillviewCommand command;
    private final Upkeep upkeep;

    LayoutIT(Tillview tillview) {
        this.tillview = tillview;
        this.command = new TillviewCommand(
                tillview.installation().data().root(), tillview.installation().ports());
        this.upkeep = new Upkeep(tillview);
    }

    @Test
    void a_closed_hour_is_laid_out_while_events_come_in_and_the_indexer_is_killed() throws Exception {
        Instant hour = hourOfToday();
        Instant end = hour.plus(Duration.ofHours(1));
        try (HostileStream still = new HostileStream(tillview, STILL);
                HostileStream busy = new HostileStream(tillview, BUSY)) {
            still.sendLive(hour, EVENTS);
            busy.sendLive(hour, BURST);
            tillview.awaitEvents(STILL, EVENTS);
            List<String> before = answers(hour, end);
            upkeep.handOver(DATASOURCES, hour, end);

            List<LayoutStep> steps = layOutWhileTheIndexerIsKilled(hour, end, busy);
            tillview.awaitEvents(BUSY, busy.liveCount());
            // What was appended meanwhile may be handed over later than the rest: then it is laid out in its turn, and
            // that ends.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> upkeep.layOut(hour, end, closed(end)).isEmpty());
            List<LayoutStep> again = upkeep.layOut(hour, end, closed(end));

            assertThat(steps).hasAtLeastOneElementOfType(LayoutStep.Done.class);
            assertThat(again).isEmpty();
            assertThat(answers(hour, end)).isEqualTo(before);
            assertThat(checkRollup(hour, end).exit()).isZero();
            Map<Integer, long[]> ranges = busy.ranges();
            still.ranges()
                    .forEach((partition, range) -> ranges.merge(partition, range, (one, other) ->
                            new long[] {Math.min(one[0], other[0]), Math.max(one[1], other[1])}));
            Result account = account(ranges);
            assertThat(account.exit()).as(account.toString()).isZero();
        }
    }

    /** Two hours ago, but no sooner than midnight: yesterday may be a day's chunk, which the demo's import made. */
    private static Instant hourOfToday() {
        Instant now = Instant.now();
        Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
        Instant hour = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
        return hour.isBefore(midnight) ? midnight : hour;
    }

    private List<LayoutStep> layOutWhileTheIndexerIsKilled(Instant hour, Instant end, HostileStream busy)
            throws InterruptedException {
        List<LayoutStep> steps = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        Thread bursts = new Thread(() -> {
            while (!done.get()) {
                busy.sendLive(hour, BURST);
                LockSupport.parkNanos(BETWEEN_BURSTS.toNanos());
            }
        });
        Thread killer = new Thread(new RunningTask(tillview, "partial_.*_merchant_events_")::killIndexer);
        bursts.start();
        killer.start();
        try {
            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        steps.addAll(upkeep.layOut(hour, end, closed(end)));
                        return !killer.isAlive() && DATASOURCES.stream().allMatch(name -> isLaidOut(name, hour, end));
                    });
        } finally {
            done.set(true);
            LockSupport.unpark(bursts);
            bursts.join();
            killer.join();
        }
        return steps;
    }

    private boolean isLaidOut(String datasource, Instant hour, Instant end) {
        return upkeep.shards(datasource, hour, end).contains("range " + interval(hour, end));
    }

    /** As Druid writes it. */
    private static String interval(Instant from, Instant to) {
        return Stream.of(from, to)
                .map(time -> time.toString().replace("Z", ".000Z"))
                .reduce((one, other) -> one + "/" + other)
                .orElseThrow();
    }

    /** When an hour is closed: live events may come for six hours, and a task holds them for one and a half at most. */
    private static Instant closed(Instant end) {
        return end.plus(Duration.ofHours(8));
    }

    /** Every grain, from the rollup and from the detail. (A quantiles sketch tosses a coin each time it is merged.) */
    private List<String> answers(Instant from, Instant to) {
        List<String> rows = new ArrayList<>();
        for (String grain :
                List.of("none", "minute", "quarter_hour", "hour", "day", "week", "month", "quarter", "year")) {
            for (String zone : List.of("UTC", "Asia/Kathmandu")) {
                rows.add(rows(grain, "[\"currency\"]", zone, from, to));
                rows.add(rows(grain, "[\"browser\"]", zone, from, to));
            }
        }
        return rows;
    }

    private String rows(String grain, String dimensions, String zone, Instant from, Instant to) {
        JsonNode rows = tillview.rows(
                STILL,
                """
                {"measures": ["events", "orders", "net_sales", "visitors"], "dimensions": %s,
                 "timeRange": {"from": "%s", "to": "%s"}, "grain": "%s", "timeZone": "%s"}
                """
                        .formatted(dimensions, from, to, grain, zone));
        assertThat(rows).isNotEmpty();
        return grain + dimensions + zone + rows;
    }

    private Result checkRollup(Instant from, Instant to) {
        return command.call("check", "rollup", "--interval", from + "/" + to);
    }

    private Result account(Map<Integer, long[]> ranges) {
        List<String> words = new ArrayList<>(List.of("records", "account", "--patience", "PT1M"));
        ranges.forEach(
                (partition, range) -> words.addAll(List.of("--offsets", partition + ":" + range[0] + "-" + range[1])));
        return command.call(words.toArray(String[]::new));
    }
}
