package io.tillview.tenancy;

import static java.util.Comparator.naturalOrder;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.tillview.tenancy.AccessDecision.Allowed;
import io.tillview.tenancy.AccessDecision.Denied;
import io.tillview.tenancy.AccessDecision.Undecided;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whose rows a caller may read. The only source of {@link AllMerchants}.
 *
 * <p>Keeps no decision: each is made from what the directory knows at that moment. Safe for use by many threads.
 */
public final class MerchantAccess {
    private final MerchantDirectory directory;

    /** @param directory knows how merchants stand; not asked when an admin calls */
    public MerchantAccess(MerchantDirectory directory) {
        this.directory = requireNonNull(directory, "directory");
    }

    /**
     * Decides about one merchant's rows.
     *
     * <p>A merchant's caller needs the permission {@link MerchantCaller#QUERY}; one that speaks for a single merchant
     * needn't name it, one that speaks for several has to. Of a merchant that is suspended, its own callers read
     * nothing. An admin may read any merchant, a suspended one too, and has to name it.
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
     * Why a caller is answered nothing, not even what is the same for everybody: each of its merchants is suspended.
     *
     * @param caller who calls
     * @return {@link Denied}, or {@link Undecided} if that can't be found out; empty for an admin, and for a caller that has a
     *     merchant in good standing or speaks for none
     */
    public Optional<AccessDecision> toNothing(Caller caller) {
        if (!(requireNonNull(caller, "caller") instanceof MerchantCaller merchantCaller)) {
            return Optional.empty();
        }
        Set<MerchantStanding> standings =
                merchantCaller.merchants().stream().map(directory::standing).collect(toSet());
        return standings.contains(MerchantStanding.GOOD)
                ? Optional.empty()
                : standings.stream().max(naturalOrder()).map(MerchantAccess::refusal);
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

    private AccessDecision toMerchant(MerchantCaller caller, Optional<MerchantId> named) {
        Set<MerchantId> own = caller.merchants();
        if (!caller.permissions().contains(MerchantCaller.QUERY)) {
            return new Denied(DenialReason.PERMISSION_MISSING);
        }
        if (own.isEmpty()) {
            return new Denied(DenialReason.NO_MERCHANT);
        }
        if (named.isEmpty()) {
            return own.size() == 1 ? standing(own.iterator().next()) : new Denied(DenialReason.MERCHANT_NOT_NAMED);
        }
        return own.contains(named.get()) ? standing(named.get()) : new Denied(DenialReason.NOT_YOUR_MERCHANT);
    }

    private AccessDecision standing(MerchantId merchant) {
        MerchantStanding standing = directory.standing(merchant);
        return standing == MerchantStanding.GOOD ? allowed(merchant) : refusal(standing);
    }

    private static AccessDecision refusal(MerchantStanding standing) {
        return standing == MerchantStanding.SUSPENDED
                ? new Denied(DenialReason.SUSPENDED)
                : new Undecided("how merchants stand is not known");
    }

    private static AccessDecision allowed(MerchantId merchant) {
        return new Allowed(new OneMerchant(merchant));
    }
}
