package io.tillview.query.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillview.tenancy.MerchantId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MerchantSharesTest {
    private static final MerchantId ONE = new MerchantId("one");
    private static final MerchantId TWO = new MerchantId("two");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final MerchantShares shares = new MerchantShares(2);

    @Test
    void each_merchant_has_its_own_and_is_forgotten_once_it_has_none() {
        assertThat(shares.enter(ONE, Duration.ZERO)).isTrue();
        assertThat(shares.enter(ONE, Duration.ZERO)).isTrue();
        assertThat(shares.enter(ONE, Duration.ZERO)).isFalse();
        assertThat(shares.enter(ONE, Duration.ofMillis(20))).isFalse();
        assertThat(shares.enter(TWO, Duration.ZERO)).isTrue();

        shares.leave(ONE);
        assertThat(shares.enter(ONE, Duration.ZERO)).isTrue();
        shares.leave(ONE);
        shares.leave(ONE);
        shares.leave(TWO);

        assertThat(shares.merchants()).isZero();
    }

    @Test
    void who_waits_gets_what_another_leaves() {
        shares.enter(ONE, Duration.ZERO);
        shares.enter(ONE, Duration.ZERO);
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> shares.enter(ONE, LONG));
        assertThat(waiting).isNotDone();

        shares.leave(ONE);

        await().until(waiting::isDone);
        assertThat(waiting.join()).isTrue();
    }

    @Test
    void who_is_interrupted_gets_none_and_leaves_nothing_behind() {
        Thread.currentThread().interrupt();

        assertThat(shares.enter(ONE, LONG)).isFalse();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(shares.merchants()).isZero();
    }
}
