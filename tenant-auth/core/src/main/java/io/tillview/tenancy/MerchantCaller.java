package io.tillview.tenancy;

import java.util.Set;

/**
 * A merchant's user or program.
 *
 * @param subject who it is
 * @param merchants the merchants it speaks for; empty for a caller that proved who it is but belongs to no merchant
 * @param permissions what it may do, for example {@link #QUERY}; names nobody knows are kept and mean nothing
 */
public record MerchantCaller(String subject, Set<MerchantId> merchants, Set<String> permissions) implements Caller {

    /** The permission to read a merchant's own numbers. */
    public static final String QUERY = "query";

    /**
     * @throws NullPointerException if anything is null
     * @throws IllegalArgumentException if {@code subject} isn't valid
     */
    public MerchantCaller {
        if (!Caller.isValidSubject(subject)) {
            throw new IllegalArgumentException("A subject has 1 to 256 printable characters.");
        }
        merchants = Set.copyOf(merchants);
        permissions = Set.copyOf(permissions);
    }
}
