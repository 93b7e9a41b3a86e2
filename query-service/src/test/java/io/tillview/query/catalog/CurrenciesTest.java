package io.tillview.query.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrenciesTest {

    @ParameterizedTest
    @ValueSource(strings = {"AED", "EUR", "JPY", "USD", "ZMW"})
    void the_place_of_a_currency_leads_back_to_it(String code) {
        assertThat(Currencies.at(place(code))).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "E", "EU", "UR ", "eur", "XXQ", "AED AFN"})
    void what_is_no_currency_has_no_place(String code) {
        assertThat(Currencies.at(place(code))).isNotEqualTo(Optional.of("EUR")).isEmpty();
    }

    @Test
    void knows_how_many_digits_a_currency_has() {
        assertThat(Currencies.fractionDigits("USD")).contains(2);
        assertThat(Currencies.fractionDigits("JPY")).contains(0);
        assertThat(Currencies.fractionDigits("KWD")).contains(3);
        assertThat(Currencies.fractionDigits("XXX")).isEmpty();
    }

    /** What Druid does: the place counted from 1, or 0. */
    private static long place(String code) {
        Matcher all = Pattern.compile("STRPOS\\('([^']*)'").matcher(Currencies.placeSql());
        assertThat(all.find()).isTrue();
        return all.group(1).indexOf(' ' + code + ' ') + 1L;
    }
}
