package io.tillview.tenancy;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.AccessDecision.Allowed;
import io.tillview.tenancy.AccessDecision.Denied;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whose rows a caller may read. The only source of {@link AllMerchants}.
 *
 * <p>Keeps no state; safe for use by many threads.
 */
public final class MerchantAccess {

    /**
     * Decides about one merchant's rows.
     *
     * <p>A merchant's caller needs the permission {@link MerchantCaller#QUERY}; one that speaks for a single merchant
     * needn't name it, one that speaks for several has to. An admin may read any merchant, and has to name it.
     *
     * @param caller who asks
     * @param named the merchant the request names, if it names one
     * @return {@link Allowed} with {@link OneMerchant}, or why not; never {@link AllMerchants}
     */
    public AccessDecision toMerchant(Caller caller, Optional<MerchantId> named) {
        requireNonNull(named, "named");
        if (requireNonNull(caller, "caller") instanceof MerchantCaller merchantCaller) {
            return toMerchant(merchantCaller, named);
        }
        return named.map(MerchantAccess::allowed).orElse(new Denied(DenialReason.MERCHANT_NOT_NAMED));
    }

    /**
     * Decides about all merchants' rows at once.
     *
     * @param caller who asks
     * @return {@link Allowed} with {@link AllMerchants} for an admin, {@link DenialReason#ADMIN_ONLY} for anyone else
     */
    public AccessDecision toAllMerchants(Caller caller) {
        return requireNonNull(caller, "caller") instanceof AdminCaller
                ? new Allowed(AllMerchants.SCOPE)
                : new Denied(DenialReason.ADMIN_ONLY);
    }

    private static AccessDecision toMerchant(MerchantCaller caller, Optional<MerchantId> named) {
        Set<MerchantId> own = caller.merchants();
        if (!caller.permissions().contains(MerchantCaller.QUERY)) {
            return new Denied(DenialReason.PERMISSION_MISSING);
        }
        if (own.isEmpty()) {
            return new Denied(DenialReason.NO_MERCHANT);
        }
        if (named.isEmpty()) {
            return own.size() == 1 ? allowed(own.iterator().next()) : new Denied(DenialReason.MERCHANT_NOT_NAMED);
        }
        return own.contains(named.get()) ? allowed(named.get()) : new Denied(DenialReason.NOT_YOUR_MERCHANT);
    }

    private static AccessDecision allowed(MerchantId merchant) {
        return new Allowed(new OneMerchant(merchant));
    }
}
