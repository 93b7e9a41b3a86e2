package io.tillview.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ZipfMerchantsTest {
    @Test
    void the_merchant_of_rank_r_has_one_rth_of_the_first_ones_part() {
        ZipfMerchants three = new ZipfMerchants(3, 0);
        // 1 + 1/2 + 1/3 = 11/6: the parts are 6/11, 3/11 and 2/11.
        assertThat(three.at(0)).isZero();
        assertThat(three.at(5.9 / 11)).isZero();
        assertThat(three.at(6.1 / 11)).isEqualTo(1);
        assertThat(three.at(8.9 / 11)).isEqualTo(1);
        assertThat(three.at(9.1 / 11)).isEqualTo(2);
        assertThat(three.at(Math.nextDown(1.0))).isEqualTo(2);
    }

    @Test
    void draws_the_first_of_a_thousand_in_13_percent_and_all_of_them_at_some_time() {
        ZipfMerchants merchants = new ZipfMerchants(1_000, 0);
        Random random = new Random(1);
        int[] drawn = new int[1_000];

        for (int i = 0; i < 200_000; i++) {
            drawn[merchants.draw(random)]++;
        }

        // The thousandth harmonic number is 7.485.
        assertThat(drawn[0] / 200_000.0).isCloseTo(1 / 7.485, within(0.01));
        assertThat(drawn[99] / 200_000.0).isCloseTo(0.01 / 7.485, within(0.0005));
        assertThat(drawn).doesNotContain(0);
    }

    @Test
    void a_head_that_is_skipped_is_never_drawn() {
        ZipfMerchants tail = new ZipfMerchants(2_000, 100);

        assertThat(tail.at(0)).isEqualTo(100);
        assertThat(tail.at(Math.nextDown(1.0))).isEqualTo(1_999);
        assertThat(ZipfMerchants.name(tail.at(0))).isEqualTo("shop-100");
        assertThatThrownBy(() -> new ZipfMerchants(100, 100)).isInstanceOf(IllegalArgumentException.class);
    }
}
