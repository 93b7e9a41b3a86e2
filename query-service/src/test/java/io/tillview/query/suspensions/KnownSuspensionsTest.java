package io.tillview.query.suspensions;

import static io.tillview.tenancy.MerchantStanding.GOOD;
import static io.tillview.tenancy.MerchantStanding.SUSPENDED;
import static io.tillview.tenancy.MerchantStanding.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillview.tenancy.MerchantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnownSuspensionsTest {
    private static final MerchantId SHOP = new MerchantId("shop-1");
    private static final MerchantId OTHER = new MerchantId("shop-2");
    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Begins near where a long overflows: such a time has no zero. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    private final MemorySuspensionStore store = new MemorySuspensionStore(InstantSource.system());
    private final KnownSuspensions known = new KnownSuspensions(store, config(Duration.ofMillis(100)), nanos::get);
    private final Suspensions suspensions = new Suspensions(store, known);

    @AfterEach
    void stop() {
        known.close();
    }

    @Test
    void before_the_first_reading_nothing_is_known() {
        assertThat(known.standing(SHOP)).isEqualTo(UNKNOWN);
        assertThat(known.isCurrent()).isFalse();
    }

    @Test
    void a_change_holds_here_when_it_is_made() {
        known.read();
        assertThat(known.standing(SHOP)).isEqualTo(GOOD);

        suspensions.suspend(SHOP, "unpaid", "ann");
        assertThat(known.standing(SHOP)).isEqualTo(SUSPENDED);
        assertThat(known.standing(OTHER)).isEqualTo(GOOD);

        suspensions.lift(SHOP);
        assertThat(known.standing(SHOP)).isEqualTo(GOOD);
    }

    @Test
    void another_replica_s_change_is_read_in_the_background() {
        known.start();
        await().atMost(SOON).until(() -> known.standing(SHOP) == GOOD);

        store.suspend(SHOP, "unpaid", "ann");
        await().atMost(SOON).until(() -> known.standing(SHOP) == SUSPENDED);

        store.lift(SHOP);
        await().atMost(SOON).until(() -> known.standing(SHOP) == GOOD);
    }

    @Test
    void what_was_read_counts_for_a_time_from_before_it_was_asked_for() {
        store.suspend(SHOP, "unpaid", "ann");
        known.read();

        pass(KNOWN_FOR);
        assertThat(known.standing(SHOP)).isEqualTo(SUSPENDED);
        assertThat(known.standing(OTHER)).isEqualTo(GOOD);

        pass(Duration.ofNanos(1));
        assertThat(known.standing(SHOP)).isEqualTo(UNKNOWN);
        assertThat(known.standing(OTHER)).isEqualTo(UNKNOWN);
        assertThat(known.isCurrent()).isFalse();
    }

    @Test
    void an_answer_that_took_long_counts_from_the_question() {
        SuspensionStore slow = new MemorySuspensionStore(InstantSource.system()) {
            @Override
            public synchronized Optional<SuspendedMerchants> changed(Optional<UUID> revision) {
                pass(Duration.ofSeconds(4));
                return super.changed(revision);
            }
        };
        try (KnownSuspensions slowly = new KnownSuspensions(slow, config(Duration.ofSeconds(1)), nanos::get)) {
            slowly.read();
            assertThat(slowly.standing(SHOP)).isEqualTo(GOOD);

            pass(Duration.ofMillis(1_001));

            assertThat(slowly.standing(SHOP)).isEqualTo(UNKNOWN);
        }
    }

    @Test
    void while_the_store_is_away_what_was_known_counts_no_longer_than_otherwise() {
        known.read();
        store.goAway(true);
        pass(Duration.ofSeconds(3));

        assertThatThrownBy(known::read).isInstanceOf(SuspensionsUnavailableException.class);
        assertThat(known.standing(SHOP)).isEqualTo(GOOD);

        pass(Duration.ofSeconds(3));
        assertThat(known.standing(SHOP)).isEqualTo(UNKNOWN);

        store.goAway(false);
        known.read();
        assertThat(known.standing(SHOP)).isEqualTo(GOOD);
    }

    @Test
    void the_background_goes_on_after_the_store_was_away() {
        store.goAway(true);
        known.start();
        assertThatThrownBy(() -> suspensions.suspend(SHOP, "unpaid", "ann"))
                .isInstanceOf(SuspensionsUnavailableException.class);

        store.goAway(false);

        await().atMost(SOON).until(known::isCurrent);
    }

    @Test
    void the_suspended_are_read_after_changes_only() {
        known.read();
        store.suspend(SHOP, "unpaid", "ann");
        known.read();
        known.read();
        pass(Duration.ofSeconds(4));
        known.read();

        assertThat(store.setsRead()).isEqualTo(2);
        pass(Duration.ofSeconds(4));
        assertThat(known.standing(SHOP)).isEqualTo(SUSPENDED);
    }

    @Test
    void where_there_is_no_store_every_merchant_is_in_good_standing() {
        store.configure(false);
        known.start();

        assertThat(known.standing(SHOP)).isEqualTo(GOOD);
        assertThat(known.isCurrent()).isTrue();
        assertThat(suspensions.arePossible()).isFalse();
    }

    @Test
    void an_interval_that_could_break_the_promise_is_refused() {
        assertThat(faults(Duration.ofSeconds(1))).isZero();
        assertThat(faults(Duration.ofSeconds(2))).isZero();
        assertThat(faults(Duration.ofMillis(2_001))).isOne();
        assertThat(faults(Duration.ofMillis(99))).isOne();
    }

    private static int faults(Duration interval) {
        SuspensionsConfig config = config(interval);
        return config.faults().size();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static SuspensionsConfig config(Duration interval) {
        return new SuspensionsConfig() {
            @Override
            public Duration refreshInterval() {
                return interval;
            }

            @Override
            public Duration knownFor() {
                return KNOWN_FOR;
            }
        };
    }
}
