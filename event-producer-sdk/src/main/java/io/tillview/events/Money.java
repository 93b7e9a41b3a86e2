package io.tillview.events;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * An amount of money in minor units: {@code Money.of(4995, "EUR")} is 49.95 euros, {@code Money.of(500, "JPY")} 500 yen.
 *
 * <p>The currency is a code, not a {@link Currency}: which codes an event may carry must not depend on how old the JDK's table is.
 *
 * @param minorUnits the amount in the currency's smallest unit; zero or more
 * @param currency a code that ISO 4217 lists or has listed, in capitals
 */
public record Money(long minorUnits, String currency) {

    /** @throws InvalidEventException if the amount is negative or the currency unknown, naming both if both are */
    public Money {
        requireNonNull(currency, "currency");
        List<BrokenRule> broken = new ArrayList<>();
        if (minorUnits < 0) {
            broken.add(new BrokenRule(EventRule.AMOUNT_NEGATIVE, "amount_minor", "it has to be zero or more"));
        }
        if (!IsoCodes.isCurrency(currency)) {
            broken.add(new BrokenRule(
                    EventRule.CURRENCY_ISO_4217, "currency", "it has to be an ISO 4217 code such as EUR"));
        }
        if (!broken.isEmpty()) {
            throw new InvalidEventException(broken);
        }
    }

    /** Money by the currency's code. */
    public static Money of(long minorUnits, String currency) {
        return new Money(minorUnits, currency);
    }

    /** Money by the JDK's currency. */
    public static Money of(long minorUnits, Currency currency) {
        return new Money(minorUnits, currency.getCurrencyCode());
    }
}
