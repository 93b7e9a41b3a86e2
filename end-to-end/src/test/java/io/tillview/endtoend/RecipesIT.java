package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillview.endtoend.TillviewCommand.Foreground;
import io.tillview.endtoend.TillviewCommand.Result;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ready recipes of {@code reindex} that correct nothing or only fill in, how it is cancelled, and what it refuses. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RecipesIT {
    private static final String SHOP = "recipes-shop";
    private static final int EVENTS = 60;
    private static final Instant DAY = Instant.parse("2026-08-20T00:00:00Z");
    private static final Instant END = DAY.plus(Duration.ofDays(1));
    private static final String INTERVAL = DAY + "/" + END;

    private final Tillview tillview;
    private final Reprocessed reprocessed;

    RecipesIT(Tillview tillview) {
        this.tillview = tillview;
        this.reprocessed = new Reprocessed(tillview);
    }

    @BeforeAll
    void orders_have_coupons_among_their_attributes() throws Exception {
        tillview.importPast(
                IntStream.range(0, EVENTS).mapToObj(RecipesIT::order).toList());
    }

    @Test
    void a_column_is_filled_from_attributes_and_only_where_there_is_one() {
        String[] line = {
            "reindex", "column", "--set", "column=campaign", "--set", "path=$.coupon", "--interval", INTERVAL
        };

        Result filled = reprocessed.command().call(line);
        Result again = reprocessed.command().call(line);

        assertThat(filled.exit()).as(filled.toString()).isZero();
        assertThat(again.out()).contains("nothing to do");
        assertThat(orders("campaign = 'spring'")).isEqualTo(EVENTS / 3);
        assertThat(orders("campaign IS NULL")).isEqualTo(EVENTS - EVENTS / 3);
        assertRollupsAgree();
    }

    @Test
    void rollups_are_built_anew_and_chunks_laid_out_and_nothing_else_changes() {
        Result rollups = reprocessed.command().call("reindex", "rollups", "--interval", INTERVAL);
        Result laidOut = reprocessed.command().call("reindex", "repartition", "--interval", INTERVAL);

        assertThat(rollups.exit()).as(rollups.toString()).isZero();
        assertThat(rollups.out()).contains("replaced chunks of merchant_metrics 1, platform_metrics 1");
        assertThat(laidOut.exit()).as(laidOut.toString()).isZero();
        for (String datasource : List.of("merchant_events", "merchant_metrics", "platform_metrics")) {
            assertThat(new Upkeep(tillview).shards(datasource, DAY, END))
                    .as(datasource)
                    .allMatch(shard -> shard.startsWith("range "));
        }
        assertThat(orders("TRUE")).isEqualTo(EVENTS);
        assertRollupsAgree();
    }

    @Test
    void ctrl_c_cancels_the_task_that_runs_and_the_same_command_goes_on() throws Exception {
        List<String> line = List.of(
                "reindex",
                "channel",
                "--set",
                "from=ads",
                "--set",
                "to=paid",
                "--name",
                "cancelled",
                "--interval",
                INTERVAL);
        Foreground reindex = reprocessed.command().foreground(line);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> unfinished().contains("reindex_cancelled_"));

        reindex.ctrlC();

        assertThat(reindex.exit()).as(reindex.printed()).isEqualTo(130);
        assertThat(reindex.printed()).contains("Cancelled", "The same command goes on");
        await().atMost(Duration.ofSeconds(30)).until(() -> !unfinished().contains("reindex_cancelled_"));
        Result again = reprocessed.command().call(line.toArray(String[]::new));
        assertThat(again.exit()).as(again.toString()).isZero();
        assertThat(orders("channel = 'paid'")).isEqualTo(EVENTS);
        assertRollupsAgree();
    }

    @Test
    void what_events_still_come_into_is_left_or_waited_for() throws Exception {
        tillview.publish(Events.orders("recipes-live", 1));
        tillview.awaitEvents("recipes-live", 1);
        Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
        String open = from + "/" + from.plus(Duration.ofHours(3));
        List<String> line = List.of(
                "reindex", "channel", "--set", "from=organic", "--set", "to=paid", "--interval", open, "--wait");

        Result left =
                reprocessed.command().call(line.subList(0, line.size() - 1).toArray(String[]::new));
        Foreground waiting = reprocessed.command().foreground(line);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> waiting.printed().contains("chunks have to wait, the last until "));
        waiting.ctrlC();

        assertThat(left.exit()).as(left.toString()).isEqualTo(3);
        assertThat(left.out()).contains("Left as it is: ", "or with --wait");
        assertThat(waiting.exit()).as(waiting.printed()).isEqualTo(130);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "column --set column=coupon --set path=$.coupon --interval "
                        + "2026-08-20T00:00:00Z/2026-08-21T00:00:00Z" + " | is no column of merchant_events",
                "amounts --set app_version=1 --set factor=many --interval 2026-08-20T00:00:00Z/2026-08-21T00:00:00Z | is no number",
                "amounts --set factor=100 --interval 2026-08-20T00:00:00Z/2026-08-21T00:00:00Z | --set NAME=VALUE",
                "amounts --set app_version=1 --set factor=100 | --interval",
                "amounts --interval 2026-08-21T00:00:00Z/2026-08-20T00:00:00Z | --interval",
                "everything --interval 2026-08-20T00:00:00Z/2026-08-21T00:00:00Z | there are amounts, channel"
            })
    void what_cannot_be_meant_is_refused_with_the_remedy(String words, String remedy) {
        Result refused = reprocessed.command().call(("reindex " + words).split(" "));

        assertThat(refused.exit()).as(refused.toString()).isNotZero();
        assertThat(refused.err()).contains(remedy).doesNotContain("\tat ");
    }

    private long orders(String condition) {
        return reprocessed.number(
                "SELECT COUNT(*) FROM merchant_events WHERE merchant_id = '" + SHOP + "' AND (" + condition + ")");
    }

    private String unfinished() {
        return reprocessed.overlord().unfinishedTasks("merchant_events").toString();
    }

    private void assertRollupsAgree() {
        Result check = reprocessed.command().call("check", "rollup", "--interval", INTERVAL);
        assertThat(check.exit()).as(check.toString()).isZero();
    }

    private static MerchantEvent order(int number) {
        var order = MerchantEvent.builder()
                .merchantId(SHOP)
                .eventType(EventType.ORDER_PLACED)
                .occurredAt(DAY.plus(Duration.ofMinutes(number)))
                .amount(Money.of(number + 1, "EUR"))
                .channel("ads");
        return (number % 3 == 0 ? order.attribute("coupon", "spring") : order).build();
    }
}
