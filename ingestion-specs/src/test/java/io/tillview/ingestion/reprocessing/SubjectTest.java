package io.tillview.ingestion.reprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.ingestion.ReprocessingRefusedException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubjectTest {
    @Test
    void a_customer_whose_id_is_a_uuid_is_looked_for_by_its_two_numbers() {
        Subject subject = new Subject(Optional.empty(), Optional.of("00000000-0000-0001-8000-000000000002"));

        assertThat(subject.event())
                .isEqualTo("customer_low == cast('-9223372036854775806', 'LONG')"
                        + " && customer_key == cast('-9223372036854775805', 'LONG')");
    }

    @Test
    void a_customer_of_a_merchant_is_both() {
        assertThat(new Subject(Optional.of("shop-1"), Optional.of("c'1")).event())
                .isEqualTo("merchant_id == 'shop-1' && customer_id == 'c\\u00271'");
    }

    @Test
    void its_tasks_are_named_without_naming_whom() {
        assertThat(new Subject(Optional.of("shop-1"), Optional.empty()).run()).matches("erase_[0-9a-f]{12}");
    }

    @Test
    void nobody_and_an_empty_id_are_refused() {
        assertThatThrownBy(() -> new Subject(Optional.empty(), Optional.empty()))
                .isInstanceOf(ReprocessingRefusedException.class)
                .hasMessageContaining("nobody is named");
        assertThatThrownBy(() -> new Subject(Optional.of(" "), Optional.empty()))
                .isInstanceOf(ReprocessingRefusedException.class)
                .hasMessageContaining("1 to 128 characters");
    }
}
