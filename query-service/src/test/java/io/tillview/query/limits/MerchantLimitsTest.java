package io.tillview.query.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.limits.Admission.Admitted;
import io.tillview.query.limits.Admission.Allowance;
import io.tillview.query.limits.Admission.TooManyAtOnce;
import io.tillview.query.limits.Admission.TooOften;
import io.tillview.tenancy.MerchantId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MerchantLimitsTest {
    private static final MerchantId SHOP = new MerchantId("shop-1");
    private static final MerchantId OTHER = new MerchantId("shop-2");

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final MerchantLimits limits = new MerchantLimits(new Limits(10, 30, 2), () -> now);

    private record Limits(int requestsPerSecond, int burst, int concurrentRequests) implements LimitsConfig {}

    @Test
    void lets_a_burst_through_and_then_says_when_to_come_back() {
        assertThat(limits.count(SHOP, 20)).isInstanceOf(Admitted.class);
        assertThat(limits.count(SHOP, 8)).isInstanceOf(Admitted.class);

        Admission third = limits.count(SHOP, 5);

        assertThat(third)
                .isEqualTo(new TooOften(new Allowance(30, 2, Duration.ofMillis(2_800)), Duration.ofMillis(300)));
        now = now.plusMillis(300);
        assertThat(limits.count(SHOP, 5)).isEqualTo(new Admitted(new Allowance(30, 0, Duration.ofSeconds(3))));
    }

    @Test
    void one_merchants_flood_takes_nothing_from_another() {
        limits.count(SHOP, 20);
        limits.count(SHOP, 10);
        assertThat(limits.count(SHOP, 1)).isInstanceOf(TooOften.class);

        assertThat(limits.count(OTHER, 20)).isInstanceOf(Admitted.class);
    }

    @Test
    void so_many_at_the_same_time_and_one_more_when_one_is_over() {
        limits.enter(SHOP);
        limits.enter(SHOP);
        assertThat(limits.enter(SHOP)).isEqualTo(new TooManyAtOnce(limits.allowance(SHOP), 2));

        limits.leave(SHOP);

        assertThat(limits.enter(SHOP)).isInstanceOf(Admitted.class);
        assertThat(limits.running(SHOP)).isEqualTo(2);
    }

    @Test
    void a_clock_that_is_set_back_takes_nothing_away() {
        limits.count(SHOP, 20);
        now = now.minusSeconds(3_600);

        assertThat(limits.count(SHOP, 10)).isInstanceOf(Admitted.class);
        now = now.plusSeconds(1);
        assertThat(limits.allowance(SHOP).remaining()).isEqualTo(10);
    }

    @Test
    void merchants_that_ask_no_more_are_forgotten_and_those_that_do_are_not() {
        limits.enter(SHOP);
        for (int i = 0; i < 30_000; i++) {
            limits.count(new MerchantId("m-" + i), 1);
            now = now.plusMillis(1);
        }

        assertThat(limits.known()).isLessThanOrEqualTo(11_001);
        assertThat(limits.running(SHOP)).isEqualTo(1);
    }

    @Test
    void many_threads_get_no_more_than_there_is() throws InterruptedException {
        AtomicInteger admitted = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 400; i++) {
            threads.execute(() -> {
                if (limits.count(SHOP, 1) instanceof Admitted) {
                    admitted.incrementAndGet();
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(admitted).hasValue(30);
    }

    @Test
    void limits_that_let_nothing_through_are_refused() {
        assertThat(new Limits(0, 5, 1).faults()).hasSize(2);
        assertThat(new Limits(1, 20, 1).faults()).isEmpty();
    }
}
