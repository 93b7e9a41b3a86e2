package io.tillview.tenancy;

/**
 * The rows of all merchants. Only {@link MerchantAccess#toAllMerchants} gives it, and only to an {@link AdminCaller}:
 * outside this package it can't be made.
 */
public final class AllMerchants implements MerchantScope {

    static final AllMerchants SCOPE = new AllMerchants();

    private AllMerchants() {}

    @Override
    public String toString() {
        return "AllMerchants";
    }
}
