package io.tillview.query.answering;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Which currency the money of an export is in. */
public sealed interface SettledMoney {

    /**
     * One, or none needs to be known.
     *
     * @param currency the one that all money of the whole range is in; empty where rows say it themselves, or there is no money
     */
    record Settled(Optional<String> currency) implements SettledMoney {
        /** @throws NullPointerException if it is null */
        public Settled {
            requireNonNull(currency, "currency");
        }
    }

    /** Several: no column of amounts would say which is which. */
    record Several() implements SettledMoney {}

    /**
     * It couldn't be found out.
     *
     * @param outcome why
     */
    record NotNow(RunOutcome outcome) implements SettledMoney {
        /** @throws NullPointerException if it is null */
        public NotNow {
            requireNonNull(outcome, "outcome");
        }
    }
}
