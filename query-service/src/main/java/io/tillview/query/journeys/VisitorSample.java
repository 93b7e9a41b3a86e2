package io.tillview.query.journeys;

import java.util.OptionalDouble;

/**
 * Some of the visitors: those whose key, divided by the prime {@value #MODULUS}, leaves a remainder whose magnitude is below a bound. Keys
 * are random bits or a 64-bit hash, so that each visitor is in with the same probability, {@link #share()}, whatever the others are; all
 * of a visitor's events are in or none. Smaller samples are part of larger ones, and the same question has the same sample each time.
 *
 * @param kept the bound, 1 to {@value #MODULUS}; at the latter everyone is in
 */
public record VisitorSample(int kept) {
    /** What keys are divided by. */
    public static final int MODULUS = 1_000_003;

    /** Everyone. */
    public static final VisitorSample ALL = new VisitorSample(MODULUS);

    /** Below a hundred-thousandth of the visitors there is nothing left to tell. */
    private static final int FEWEST = MODULUS / 100_000;

    /** Visitors differ in how many events they have, so a sample is aimed a little below what may be kept. */
    private static final double MARGIN = 0.9;

    private static final double STANDARD_ERRORS = 2;

    /** @throws IllegalArgumentException if the bound is out of bounds */
    public VisitorSample {
        if (kept < 1 || kept > MODULUS) {
            throw new IllegalArgumentException("A sample keeps 1 to " + MODULUS + ".");
        }
    }

    /**
     * A sample of about as many events as may be kept.
     *
     * @param events how many there are of everyone
     * @param maxEvents how many may be kept
     * @return everyone, if that is not too many
     */
    public static VisitorSample holding(long events, long maxEvents) {
        if (events <= maxEvents) {
            return ALL;
        }
        double share = MARGIN * maxEvents / events;
        return new VisitorSample(Math.max(FEWEST, (int) (share * MODULUS)));
    }

    /** Whether a visitor is in. */
    public boolean holds(long visitorKey) {
        return Math.abs(visitorKey % MODULUS) < kept;
    }

    /** Whether everyone is in. */
    public boolean isAll() {
        return kept == MODULUS;
    }

    /** The probability with which a visitor is in, above 0, at most 1. */
    public double share() {
        return (double) kept / MODULUS;
    }

    /** Whether there is a smaller sample that still tells something. */
    boolean canBeHalved() {
        return kept / 2 >= FEWEST;
    }

    /** Half of it. */
    VisitorSample halved() {
        return new VisitorSample(kept / 2);
    }

    /** How many visitors there are likely to be, given how many of the sample there are: without bias, divided by the share. */
    public long scaled(long visitors) {
        return isAll() ? visitors : Math.round(visitors / share());
    }

    /**
     * How far a scaled number of visitors may be off, as a share of the true one: two standard errors. In Bernoulli sampling with the
     * probability <i>p</i>, the estimate <i>x / p</i> of a total has the variance <i>x (1 - p) / p²</i> (Särndal, Swensson, Wretman,
     * Model Assisted Survey Sampling, 1992, section 3.2), so two standard errors are <i>2 sqrt((1 - p) / x)</i> of it.
     *
     * @param visitors how many of the sample
     * @return empty for everyone, where nothing is estimated, and for no visitors, where nothing can be said
     */
    public OptionalDouble relativeError(long visitors) {
        return isAll() || visitors == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(STANDARD_ERRORS * Math.sqrt((1 - share()) / visitors));
    }
}
