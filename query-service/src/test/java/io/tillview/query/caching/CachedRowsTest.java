package io.tillview.query.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.CacheUse;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.Questions;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** One thing at a time; all of them at once, by chance, are in {@link InterleavingsTest}. */
class CachedRowsTest {
    private static final Duration OPEN_LIFE = Duration.ofSeconds(1);
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final Interval ONE_DAY =
            new Interval(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z"));

    private final ScriptedDruid druid = new ScriptedDruid();
    private final CachedRows rows = CachedRows.over(
            druid,
            druid,
            druid,
            Sharing.NONE,
            new CacheLimits(1 << 20, OPEN_LIFE, TOLERANCE),
            druid::nanos,
            Runnable::run);

    @Test
    void rows_count_as_long_as_their_segments_are_served() {
        assertThat(find(day()).use()).isEqualTo(CacheUse.MISS);
        druid.pass(Duration.ofHours(1));
        druid.look();
        assertThat(find(day()).use()).isEqualTo(CacheUse.HIT);

        druid.change();
        druid.look();

        assertThat(find(day()).use()).isEqualTo(CacheUse.MISS);
        assertThat(druid.asked()).isEqualTo(2);
    }

    @Test
    void where_rows_are_being_added_they_count_for_a_moment() {
        druid.open(ONE_DAY);
        assertThat(find(day()).use()).isEqualTo(CacheUse.MISS);
        druid.pass(OPEN_LIFE);
        assertThat(find(day()).use()).isEqualTo(CacheUse.HIT);
        assertThat(find(stale(day(), Duration.ZERO)).use()).isEqualTo(CacheUse.MISS);

        druid.pass(OPEN_LIFE.plusNanos(1));
        druid.look();

        assertThat(find(day()).use()).isEqualTo(CacheUse.MISS);
    }

    @Test
    void once_the_broker_is_silent_nothing_is_right_any_more_but_may_be_old() {
        find(day());
        druid.silent(true);
        druid.pass(TOLERANCE);
        assertThat(find(day()).use()).isEqualTo(CacheUse.HIT);

        druid.pass(Duration.ofNanos(1));

        assertThat(find(stale(day(), TOLERANCE.plusSeconds(1))).use()).isEqualTo(CacheUse.STALE);
        assertThat(find(day()).use()).isEqualTo(CacheUse.MISS);
        assertThat(find(day()).use()).isEqualTo(CacheUse.MISS);
    }

    @Test
    void old_rows_are_asked_for_anew_behind_the_caller_s_back() {
        find(day());
        druid.change();
        druid.look();
        druid.answer(List.of(List.of(2L)));

        FoundRows old = find(stale(day(), Duration.ofMinutes(1)));
        FoundRows next = find(day());

        assertThat(old.use()).isEqualTo(CacheUse.STALE);
        assertThat(((Rows) old.outcome()).rows()).isEqualTo(List.of(List.of(1L)));
        assertThat(next.use()).isEqualTo(CacheUse.HIT);
        assertThat(((Rows) next.outcome()).rows()).isEqualTo(List.of(List.of(2L)));
    }

    @Test
    void rows_that_are_older_than_allowed_are_not_given() {
        find(day());
        druid.change();
        druid.pass(Duration.ofSeconds(31));
        druid.look();

        assertThat(find(stale(day(), Duration.ofSeconds(30))).use()).isEqualTo(CacheUse.MISS);
    }

    @Test
    void a_segment_that_is_gone_for_a_moment_while_rows_are_read_is_noticed() {
        druid.meanwhile(() -> {
            druid.change();
            druid.changeBack();
        });
        find(day());
        druid.meanwhile(() -> {});

        assertThat(find(day()).use()).isEqualTo(CacheUse.MISS);
        assertThat(rows.statistics().counts().changedMeanwhile()).isPositive();
    }

    @Test
    void what_another_broker_answered_does_not_stand_for_what_this_one_serves() {
        druid.broker(Optional.of(URI.create("http://127.0.0.1:9082")));
        find(day());
        druid.broker(Optional.of(ScriptedDruid.BROKER));

        assertThat(find(day()).use()).isEqualTo(CacheUse.MISS);
    }

    @Test
    void a_failure_is_not_kept() {
        druid.outcome(new RunOutcome.TimedOut());
        assertThat(find(day()).outcome()).isInstanceOf(RunOutcome.TimedOut.class);
        druid.answer(List.of(List.of(1L)));

        assertThat(find(day()).use()).isEqualTo(CacheUse.MISS);
    }

    @Test
    void another_merchant_s_rows_are_another_s() {
        find(day());

        WantedRows other = wanted(query(), new OneMerchant(new MerchantId("shop-2")), ONE_DAY, Portion.first(1_001));

        assertThat(find(other).use()).isEqualTo(CacheUse.MISS);
        assertThat(find(day()).use()).isEqualTo(CacheUse.HIT);
        rows.purge(Questions.SHOP);
        assertThat(find(other).use()).isEqualTo(CacheUse.HIT);
        assertThat(find(day()).use()).isEqualTo(CacheUse.MISS);
    }

    @Test
    void more_rows_than_are_kept_are_left_to_the_caller_and_not_tried_each_time() {
        druid.answer(Collections.nCopies(WholeReading.MOST_ROWS, List.of(1L)));
        WantedRows many = wanted(query(), Questions.SHOP, ONE_DAY, Portion.any(50_001));

        assertThat(rows.find(many)).isEmpty();
        assertThat(rows.find(many)).isEmpty();
        assertThat(druid.asked()).isEqualTo(1);
    }

    @Test
    void pieces_whose_sketches_are_too_large_are_asked_for_whole() {
        Interval twoDays = new Interval(ONE_DAY.from(), ONE_DAY.to().plus(Duration.ofDays(1)));
        WantedRows wanted = wanted(Questions.of("visitors"), Questions.SHOP, twoDays, Portion.first(1_001));
        druid.outcome(new RunOutcome.Refused(RunOutcome.Refused.Reason.TOO_LARGE, OptionalInt.empty()));
        druid.meanwhile(() -> {
            if (druid.asked() > 1) {
                druid.answer(List.of(List.of(1L)));
            }
        });

        assertThat(((Rows) find(wanted).outcome()).rows()).isEqualTo(List.of(List.of(1L)));
        assertThat(druid.asked()).isEqualTo(2);
        druid.change();
        druid.look();
        assertThat(find(wanted).use()).isEqualTo(CacheUse.MISS);
        assertThat(druid.asked()).as("not tried in pieces again").isEqualTo(3);
    }

    @Test
    void a_day_without_anything_is_without_it_for_every_question() {
        Interval twoDays = new Interval(ONE_DAY.from(), ONE_DAY.to().plus(Duration.ofDays(1)));
        druid.answer(List.of());
        MerchantQuery byChannel = query().by(List.of("channel")).per(Grain.DAY, ZoneOffset.UTC);
        MerchantQuery byDevice = Questions.of("orders").by(List.of("device")).per(Grain.DAY, ZoneOffset.UTC);

        assertThat(find(wanted(byChannel, Questions.SHOP, twoDays, Portion.first(1_001)))
                        .use())
                .isEqualTo(CacheUse.MISS);
        assertThat(find(wanted(byDevice, Questions.SHOP, twoDays, Portion.first(1_001)))
                        .use())
                .isEqualTo(CacheUse.HIT);
        assertThat(druid.asked()).isEqualTo(1);
    }

    private FoundRows find(WantedRows wanted) {
        return rows.find(wanted).orElseThrow();
    }

    private static MerchantQuery query() {
        return Questions.of("events");
    }

    private static WantedRows day() {
        return wanted(query(), Questions.SHOP, ONE_DAY, Portion.first(1_001));
    }

    private static WantedRows wanted(MerchantQuery query, OneMerchant scope, Interval interval, Portion portion) {
        return new WantedRows(
                query, interval, Datasource.MERCHANT_METRICS, portion, scope, "somebody", Optional.empty());
    }

    private static WantedRows stale(WantedRows wanted, Duration most) {
        return new WantedRows(
                wanted.query(),
                wanted.interval(),
                wanted.datasource(),
                wanted.portion(),
                wanted.scope(),
                wanted.subject(),
                Optional.of(most));
    }
}
