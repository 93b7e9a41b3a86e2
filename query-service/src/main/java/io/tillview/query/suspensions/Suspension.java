package io.tillview.query.suspensions;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.MerchantId;
import java.time.Instant;

/**
 * One merchant's suspension.
 *
 * @param merchant who is suspended
 * @param since when it was, by the store's clock; giving another reason later doesn't change it
 * @param reason why, in an admin's words; not for the merchant
 * @param by the admin who gave the reason
 */
public record Suspension(MerchantId merchant, Instant since, String reason, String by) {

    /** The longest reason, in UTF-16 code units. */
    public static final int MAX_REASON_LENGTH = 500;

    /** @throws NullPointerException if anything is null */
    public Suspension {
        requireNonNull(merchant, "merchant");
        requireNonNull(since, "since");
        requireNonNull(reason, "reason");
        requireNonNull(by, "by");
    }
}
