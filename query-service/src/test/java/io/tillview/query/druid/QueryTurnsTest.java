package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.druid.QueryTurns.Turn;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueryTurnsTest {
    private static final OneMerchant ONE = new OneMerchant(new MerchantId("one"));
    private static final OneMerchant TWO = new OneMerchant(new MerchantId("two"));

    private final QueryTurns turns = new QueryTurns(4, 1, Duration.ofMillis(20));

    @Test
    void a_merchant_has_half_of_them_and_the_others_find_theirs() {
        Turn first = turns.await(ONE).orElseThrow();
        assertThat(turns.await(ONE)).isPresent();
        assertThat(turns.await(ONE)).isEmpty();
        assertThat(turns.await(TWO)).isPresent();
        assertThat(turns.await(TWO)).isPresent();
        assertThat(turns.await(new OneMerchant(new MerchantId("three")))).isEmpty();

        first.giveBack();

        assertThat(turns.await(new OneMerchant(new MerchantId("three")))).isPresent();
    }
}
