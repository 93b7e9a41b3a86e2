package io.tillview.query.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.CacheUse;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.Questions;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas over one store. */
class SharedPiecesTest {
    private static final CacheLimits LIMITS = new CacheLimits(1 << 20, Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final Interval TWO_DAYS =
            new Interval(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-03T00:00:00Z"));

    /** With the number of the piece. */
    private static final List<List<Object>> BOTH_DAYS = List.of(List.of(0L, 5L), List.of(1L, 7L));

    private final ScriptedDruid druid = new ScriptedDruid();
    private final ForgetfulStore store = new ForgetfulStore(0, 0);
    private final CachedRows one = replica(ForgetfulStore.sharing(store));
    private final CachedRows other = replica(ForgetfulStore.sharing(store));

    @BeforeEach
    void somebodyAsks() {
        druid.answer(BOTH_DAYS);
        assertThat(find(one, "shop-1").use()).isEqualTo(CacheUse.MISS);
        assertThat(druid.asked()).isEqualTo(1);
    }

    @Test
    void what_one_replica_has_read_another_need_not() {
        FoundRows found = find(other, "shop-1");

        assertThat(found.use()).isEqualTo(CacheUse.HIT);
        assertThat(((Rows) found.outcome()).rows())
                .isEqualTo(((Rows) find(one, "shop-1").outcome()).rows());
        assertThat(druid.asked()).isEqualTo(1);
        assertThat(other.statistics().counts().piecesShared()).isEqualTo(2);
    }

    @Test
    void it_counts_as_long_as_the_segments_are_served_that_it_was_read_from() {
        druid.change();
        druid.look();

        assertThat(find(other, "shop-1").use()).isEqualTo(CacheUse.MISS);
        assertThat(other.statistics().counts().piecesShared()).isZero();
    }

    @Test
    void what_is_open_is_not_shared() {
        druid.open(TWO_DAYS);
        druid.look();
        store.values().clear();

        find(one, "shop-1");

        assertThat(store.values()).isEmpty();
        assertThat(find(other, "shop-1").use()).isEqualTo(CacheUse.MISS);
    }

    @Test
    void a_merchants_rows_under_anothers_name_are_nothing() {
        Map<String, byte[]> moved = new TreeMap<>();
        store.values().forEach((name, value) -> moved.put(name.replace("shop-1", "shop-2"), value));
        store.values().putAll(moved);

        assertThat(find(other, "shop-2").use()).isEqualTo(CacheUse.MISS);
    }

    @Test
    void what_was_written_without_the_replicas_key_is_nothing() {
        CachedRows stranger = replica(
                new Sharing(store, new SecretKeySpec("a guess".getBytes(StandardCharsets.UTF_8), "HmacSHA256")));

        assertThat(find(stranger, "shop-1").use()).isEqualTo(CacheUse.MISS);
    }

    @Test
    void any_byte_that_has_changed_makes_it_nothing() {
        Map<String, byte[]> before = new TreeMap<>(store.values());
        String name = before.keySet().iterator().next();
        druid.answer(List.of(List.of(5L)));
        for (int i = 0; i < before.get(name).length; i++) {
            byte[] changed = before.get(name).clone();
            changed[i] ^= 1;
            store.values().put(name, changed);

            CachedRows replica = replica(ForgetfulStore.sharing(store));
            assertThat(find(replica, "shop-1").use()).as("byte %d", i).isEqualTo(CacheUse.PARTIAL);
        }
    }

    @Test
    void a_purge_takes_one_merchants_and_no_others() {
        find(one, "shop-10");
        int all = store.values().size();

        one.purge(new OneMerchant(new MerchantId("shop-1")));

        assertThat(store.values()).hasSize(all / 2).allSatisfy((name, value) -> assertThat(name)
                .contains("shop-10"));
        assertThat(find(other, "shop-10").use()).isEqualTo(CacheUse.HIT);
        assertThat(find(other, "shop-1").use()).isEqualTo(CacheUse.MISS);
    }

    @Test
    void where_there_is_much_to_do_nothing_is_shared_and_all_is_answered() {
        store.values().clear();
        CachedRows busy = replica(ForgetfulStore.sharing(store), task -> {
            throw new RejectedExecutionException("busy");
        });

        assertThat(find(busy, "shop-1").use()).isEqualTo(CacheUse.MISS);
        assertThat(find(busy, "shop-1").use()).isEqualTo(CacheUse.HIT);
        assertThat(store.values()).isEmpty();
    }

    private CachedRows replica(Sharing sharing) {
        return replica(sharing, Runnable::run);
    }

    private CachedRows replica(Sharing sharing, Executor background) {
        return CachedRows.over(druid, druid, druid, sharing, LIMITS, druid::nanos, background);
    }

    private static FoundRows find(CachedRows rows, String merchant) {
        MerchantQuery query = Questions.of("events");
        return rows.find(new WantedRows(
                        query,
                        TWO_DAYS,
                        Datasource.MERCHANT_METRICS,
                        Portion.first(1_001),
                        new OneMerchant(new MerchantId(merchant)),
                        "somebody",
                        Optional.empty()))
                .orElseThrow();
    }
}
