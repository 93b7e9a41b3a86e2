package io.tillview.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerchantIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"m", "m-1", "Shop_42", "0", "-", "_"})
    void takes_letters_digits_underscore_and_hyphen(String value) {
        assertThat(new MerchantId(value)).hasToString(value);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a b", "a.b", "ä", "a'b", "a\n", "١", "Ａ", "a/b", "a%b", "*"})
    void refuses_everything_else(String value) {
        assertThat(MerchantId.isValid(value)).isFalse();
        if (value != null) {
            assertThatThrownBy(() -> new MerchantId(value)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void is_at_most_64_characters_long() {
        assertThat(MerchantId.isValid("x".repeat(64))).isTrue();
        assertThat(MerchantId.isValid("x".repeat(65))).isFalse();
    }
}
