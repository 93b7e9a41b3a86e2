package io.tillview.tenancy;

import static java.util.Objects.requireNonNull;

/**
 * The rows of one merchant.
 *
 * @param merchant the merchant
 */
public record OneMerchant(MerchantId merchant) implements MerchantScope {

    /** @throws NullPointerException if {@code merchant} is null */
    public OneMerchant {
        requireNonNull(merchant, "merchant");
    }
}
