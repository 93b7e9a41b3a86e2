package io.tillview.query.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.tenancy.MerchantId;
import org.junit.jupiter.api.Test;

class MerchantSlotsTest {
    private static final MerchantId ONE = new MerchantId("one");
    private static final MerchantId TWO = new MerchantId("two");

    private final MerchantSlots slots = new MerchantSlots(3, 2);

    @Test
    void a_merchant_has_so_many_and_leaves_the_others_some() {
        MerchantSlots.Slot first = slots.take(ONE).orElseThrow();
        assertThat(slots.take(ONE)).isPresent();

        assertThat(slots.take(ONE)).isEmpty();
        assertThat(slots.take(TWO)).isPresent();
        assertThat(slots.take(TWO)).isEmpty();
        first.close();
        first.close();
        assertThat(slots.take(ONE)).isPresent();
        assertThat(slots.take(TWO)).isEmpty();
    }
}
