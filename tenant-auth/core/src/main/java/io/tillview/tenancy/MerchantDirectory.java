package io.tillview.tenancy;

/** What the platform knows of its merchants. */
@FunctionalInterface
public interface MerchantDirectory {

    /**
     * How a merchant stands at this moment. Asked once or more for every request: it has to answer without waiting for anything, and
     * must be safe for use by many threads.
     *
     * @param merchant any merchant, one that nobody has heard of included
     * @return never {@link MerchantStanding#GOOD} when that isn't known any more
     */
    MerchantStanding standing(MerchantId merchant);
}
