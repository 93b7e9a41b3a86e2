package io.tillview.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MerchantEventTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");

    @Test
    void gives_every_event_its_own_id_and_the_moment_of_building() {
        MerchantEventBuilder builder = MerchantEvent.builder(InstantSource.fixed(NOON))
                .merchantId("m-1")
                .eventType(EventType.PAGE_VIEWED);

        MerchantEvent first = builder.build();
        MerchantEvent second = builder.build();

        assertThat(first.eventId()).isNotEqualTo(second.eventId());
        assertThat(first.occurredAt()).isEqualTo(NOON);
        assertThat(first.eventId().value().getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void cuts_off_what_is_finer_than_a_millisecond() {
        MerchantEvent event = valid().occurredAt(NOON.plusNanos(999_999)).build();

        assertThat(event.occurredAt()).isEqualTo(NOON);
    }

    @Test
    void names_every_broken_rule_at_once() {
        MerchantEventBuilder builder = MerchantEvent.builder()
                .merchantId("no spaces")
                .eventType("Loud")
                .country("Germany")
                .currency("EUR")
                .quantity(-1);

        InvalidEventException refusal = catchThrowableOfType(InvalidEventException.class, builder::build);

        assertThat(refusal.rules())
                .extracting(broken -> broken.rule().id())
                .containsExactlyInAnyOrder(
                        "merchant_id_pattern",
                        "event_type_pattern",
                        "country_iso_3166",
                        "currency_without_amount",
                        "quantity_negative");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses_what_breaks_a_rule(EventRule rule, MerchantEventBuilder builder) {
        InvalidEventException refusal = catchThrowableOfType(InvalidEventException.class, builder::build);

        assertThat(refusal.rules()).extracting(BrokenRule::rule).containsExactly(rule);
    }

    static Stream<Arguments> refuses_what_breaks_a_rule() {
        return Stream.of(
                Arguments.of(EventRule.REQUIRED, MerchantEvent.builder().eventType(EventType.PAGE_VIEWED)),
                Arguments.of(EventRule.REQUIRED, MerchantEvent.builder().merchantId("m-1")),
                Arguments.of(EventRule.EVENT_ID_UUID_V7, valid().eventId("2c1a4b9e-7f1e-4c5e-9b1a-0123456789ab")),
                Arguments.of(EventRule.MERCHANT_ID_PATTERN, valid().merchantId("")),
                Arguments.of(EventRule.MERCHANT_ID_PATTERN, valid().merchantId("m".repeat(65))),
                Arguments.of(EventRule.MERCHANT_ID_PATTERN, valid().merchantId("m\n")),
                Arguments.of(EventRule.EVENT_TYPE_PATTERN, valid().eventType("9lives")),
                Arguments.of(EventRule.OCCURRED_AT_INSTANT, valid().occurredAt("2026-02-30T00:00:00Z")),
                Arguments.of(EventRule.OCCURRED_AT_INSTANT, valid().occurredAt("2026-02-01T00:00:00+01:00")),
                Arguments.of(EventRule.OCCURRED_AT_INSTANT, valid().occurredAt("2026-02-01T00:00:00.1234Z")),
                Arguments.of(EventRule.OCCURRED_AT_INSTANT, valid().occurredAt(Instant.MAX)),
                Arguments.of(EventRule.ID_LENGTH, valid().visitorId("v".repeat(129))),
                Arguments.of(EventRule.TEXT_NOT_UNICODE, valid().channel("\ud83d")),
                Arguments.of(EventRule.AMOUNT_NEGATIVE, valid().amountMinor(-1).currency("EUR")),
                Arguments.of(EventRule.AMOUNT_WITHOUT_CURRENCY, valid().amountMinor(1)),
                Arguments.of(EventRule.CURRENCY_ISO_4217, valid().amountMinor(1).currency("eur")),
                Arguments.of(EventRule.COUNTRY_ISO_3166, valid().country("de")),
                Arguments.of(EventRule.ATTRIBUTES_VALUE, valid().attribute("when", NOON)),
                Arguments.of(EventRule.ATTRIBUTES_VALUE, valid().attribute("ratio", Double.NaN)),
                Arguments.of(EventRule.ATTRIBUTES_VALUE, valid().attribute("map", Map.of(1, "one"))),
                Arguments.of(EventRule.ATTRIBUTES_DEPTH, valid().attribute("itself", containingItself())),
                Arguments.of(EventRule.ATTRIBUTES_TOO_LARGE, valid().attribute("long", "x".repeat(8 * 1024))));
    }

    @Test
    void counts_an_ids_characters_and_not_its_bytes() {
        MerchantEvent event = valid().visitorId("😀".repeat(128)).build();

        assertThat(event.visitorId()).hasValue("😀".repeat(128));
    }

    @Test
    void keeps_no_hold_of_what_it_was_built_from() {
        List<Object> sizes = new ArrayList<>(List.of("M"));
        Map<String, Object> attributes = new HashMap<>(Map.of("sizes", sizes));
        MerchantEvent event = valid().attributes(attributes).build();

        sizes.add("L");
        attributes.clear();

        assertThat(event.attributes()).isEqualTo(Map.of("sizes", List.of("M")));
    }

    @Test
    void brings_numbers_into_one_form() {
        MerchantEvent event = valid().attribute(
                        "n", List.of(1, (short) 2, new BigDecimal("3"), BigInteger.TEN, 0.5f, 218036972823689e0))
                .build();

        assertThat(event.attributes().get("n"))
                .isEqualTo(List.of(1L, 2L, 3L, 10L, new BigDecimal("0.5"), 218036972823689L));
    }

    @Test
    void takes_money_by_the_jdks_currency_too() {
        assertThat(Money.of(500, Currency.getInstance("JPY"))).isEqualTo(Money.of(500, "JPY"));
    }

    @Test
    void knows_every_currency_and_country_of_this_jdk() {
        assertThat(Currency.getAvailableCurrencies())
                .extracting(Currency::getCurrencyCode)
                .allMatch(IsoCodes::isCurrency);
        assertThat(Locale.getISOCountries()).allMatch(IsoCodes::isCountry);
    }

    @Test
    void shows_nothing_of_a_customer_when_printed() {
        MerchantEvent event = valid().customerId("alice").build();

        assertThat(event.toString()).contains("m-1").doesNotContain("alice");
    }

    @Test
    void makes_ids_that_differ() {
        assertThat(Stream.generate(EventId::next).limit(10_000)).doesNotHaveDuplicates();
        assertThat(EventId.parse(EventId.next().toString())).isNotNull();
    }

    private static MerchantEventBuilder valid() {
        return MerchantEvent.builder().merchantId("m-1").eventType(EventType.PAGE_VIEWED);
    }

    private static List<Object> containingItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        return list;
    }
}
