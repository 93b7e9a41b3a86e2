package io.tillview.query.http;

import io.tillview.query.limits.Admission.Allowance;
import io.tillview.query.limits.MerchantLimits;
import io.tillview.tenancy.Caller;
import io.tillview.tenancy.MerchantCaller;
import io.tillview.tenancy.MerchantId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;

/** {@code GET /v1/me}: who the caller is, as far as the token proved. */
@Path("/v1/me")
public final class MeResource {
    private final CurrentRequest request;
    private final MerchantLimits limits;

    /**
     * @param request who calls
     * @param limits what merchants may take, and have taken
     */
    public MeResource(CurrentRequest request, MerchantLimits limits) {
        this.request = request;
        this.limits = limits;
    }

    /** The caller. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Me me() {
        Caller caller = request.caller();
        if (caller instanceof MerchantCaller merchant) {
            return new Me(
                    merchant.subject(),
                    "merchant",
                    merchant.merchants().stream()
                            .map(MerchantId::value)
                            .sorted()
                            .toList(),
                    merchant.permissions().stream().sorted().toList(),
                    merchant.merchants().stream()
                            .sorted(Comparator.comparing(MerchantId::value))
                            .map(this::quota)
                            .toList());
        }
        return new Me(caller.subject(), "admin", List.of(), List.of(), List.of());
    }

    private Quota quota(MerchantId merchant) {
        Allowance left = limits.allowance(merchant);
        return new Quota(
                merchant.value(),
                limits.requestsPerSecond(),
                left.limit(),
                left.remaining(),
                limits.concurrentRequests(),
                limits.running(merchant));
    }

    /**
     * Who that is.
     *
     * @param subject as the issuer names them
     * @param kind whether a merchant's user or program, or an admin
     * @param merchants the merchants they speak for; an admin's are not listed: all
     * @param scopes what they may do; an admin may do everything
     * @param quotas what each of the merchants may take, and what is left of it
     */
    public record Me(String subject, String kind, List<String> merchants, List<String> scopes, List<Quota> quotas) {}

    /**
     * What a merchant may take of the replica that answers.
     *
     * @param merchant whose it is
     * @param requestsPerSecond how many requests a second in the long run
     * @param burst how many at once after a pause
     * @param remaining how many of those are left
     * @param concurrentRequests how many may be answered at the same time
     * @param running how many are
     */
    public record Quota(
            String merchant, int requestsPerSecond, int burst, int remaining, int concurrentRequests, int running) {}
}
