package io.tillview.query.limits;

import java.time.Duration;

/** What {@link MerchantLimits} says to a request. */
public sealed interface Admission {

    /** How much is left of the merchant's requests. */
    Allowance allowance();

    /**
     * It may go on.
     *
     * @param allowance what is left after it
     */
    record Admitted(Allowance allowance) implements Admission {}

    /**
     * Too many a second.
     *
     * @param allowance what is left
     * @param retryAfter when it would be admitted, if nothing else came
     */
    record TooOften(Allowance allowance, Duration retryAfter) implements Admission {}

    /**
     * Too many at the same time.
     *
     * @param allowance what is left
     * @param limit how many may be
     */
    record TooManyAtOnce(Allowance allowance, int limit) implements Admission {}

    /**
     * A merchant's requests.
     *
     * @param limit the most there can be left
     * @param remaining how many are left now
     * @param reset how long until all of them are there again, if no more come
     */
    record Allowance(int limit, int remaining, Duration reset) {}
}
