package io.tillview.query.http;

import io.tillview.query.ProblemType;
import io.tillview.query.Violation;
import io.tillview.query.catalog.OwnerDimension;
import io.tillview.tenancy.AccessDecision;
import io.tillview.tenancy.AccessDecision.Allowed;
import io.tillview.tenancy.AccessDecision.Denied;
import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.Caller;
import io.tillview.tenancy.DenialReason;
import io.tillview.tenancy.MerchantAccess;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Decides whose rows a request is about, anew for each: no decision is kept. Safe for use by many threads. */
@Singleton
public final class MerchantScopes {
    /** The header that names one of several merchants. */
    public static final String HEADER = "X-Merchant-Id";

    static final String WHAT_AN_ID_IS =
            "A merchant id has 1 to " + MerchantId.MAX_LENGTH + " characters of A-Z, a-z, 0-9, _ and -.";

    private static final Logger LOG = LoggerFactory.getLogger(MerchantScopes.class);
    private static final String MDC_KEY = "merchantId";
    /** No merchant's id. */
    private static final String EVERY_MERCHANT = "*";

    private final MerchantAccess access;
    private final CurrentRequest request;
    private final MerchantQuotas quotas;

    /**
     * @param access decides
     * @param request who calls, and whom they name
     * @param quotas what a merchant may take
     */
    public MerchantScopes(MerchantAccess access, CurrentRequest request, MerchantQuotas quotas) {
        this.access = access;
        this.request = request;
        this.quotas = quotas;
    }

    /** Ends the request of a caller that is answered nothing, wherever it asks. */
    void admit() {
        access.toNothing(request.caller()).ifPresent(decision -> {
            throw refused(decision);
        });
    }

    /**
     * The merchant whose rows may answer, which the request is counted for; ends the request if there is none, or if it is one too
     * many. From here on the log names it.
     */
    OneMerchant ofRequest() {
        OneMerchant scope = merchant();
        quotas.enter(scope.merchant());
        return scope;
    }

    /** The same for a request that may go on for long, because the caller reads slowly or follows: its time isn't counted. */
    OneMerchant ofLongRequest() {
        OneMerchant scope = merchant();
        quotas.count(scope.merchant(), 1);
        return scope;
    }

    private OneMerchant merchant() {
        AccessDecision decision = access.toMerchant(request.caller(), named());
        if (decision instanceof Allowed allowed && allowed.scope() instanceof OneMerchant scope) {
            MDC.put(MDC_KEY, scope.merchant().value());
            request.scoped(scope);
            return scope;
        }
        throw refused(decision);
    }

    /** All merchants, for an admin who names none; ends the request of anybody else. */
    AllMerchants ofAllMerchants() {
        AccessDecision decision = access.toAllMerchants(request.caller());
        if (!(decision instanceof Allowed allowed && allowed.scope() instanceof AllMerchants scope)) {
            throw refused(decision);
        }
        if (request.header(HEADER).isPresent()) {
            // Otherwise figures of all would be taken for those of the one that is named.
            throw ProblemException.invalid(
                    "This address answers about all merchants.",
                    List.of(new Violation(
                            HEADER,
                            "Leave this header out, and filter by " + OwnerDimension.MERCHANT_ID.externalName()
                                    + "; or ask " + QueryResource.PATH + " about one merchant.")));
        }
        MDC.put(MDC_KEY, EVERY_MERCHANT);
        return scope;
    }

    /** Ends the request of anybody but an admin, one that reads no rows. */
    void requireAdmin() {
        AccessDecision decision = access.toAllMerchants(request.caller());
        if (!(decision instanceof Allowed)) {
            throw refused(decision);
        }
    }

    private static ProblemException refused(AccessDecision decision) {
        if (decision instanceof Denied denied) {
            LOG.info("Refused: {}", denied.reason());
            return ProblemException.of(type(denied.reason()), denied.reason().explanation());
        }
        if (decision instanceof AccessDecision.Undecided undecided) {
            // For every request; what it rests on says once that it is away.
            LOG.debug("Access can't be decided: {}", undecided.cause());
            return ProblemException.of(ProblemType.UNAVAILABLE, "Access can't be decided at the moment.");
        }
        return ProblemException.of(ProblemType.FORBIDDEN, "This address answers for one merchant only.");
    }

    /** Why a caller that was allowed to read a merchant's rows may not any more; empty as long as it may. */
    Optional<ProblemException> refusal(Caller caller, OneMerchant scope) {
        AccessDecision decision = access.toMerchant(caller, Optional.of(scope.merchant()));
        return decision instanceof Allowed ? Optional.empty() : Optional.of(refused(decision));
    }

    private Optional<MerchantId> named() {
        Optional<String> name = request.header(HEADER);
        if (name.filter(value -> !MerchantId.isValid(value)).isPresent()) {
            throw ProblemException.invalid(
                    "The header " + HEADER + " is not valid.", List.of(new Violation(HEADER, WHAT_AN_ID_IS)));
        }
        return name.map(MerchantId::new);
    }

    private static ProblemType type(DenialReason reason) {
        return switch (reason) {
            case MERCHANT_NOT_NAMED -> ProblemType.MERCHANT_NOT_NAMED;
            case SUSPENDED -> ProblemType.MERCHANT_SUSPENDED;
            default -> ProblemType.FORBIDDEN;
        };
    }
}
