package io.tillview.query.http;

import io.tillview.tenancy.Caller;
import io.tillview.tenancy.MerchantCaller;
import io.tillview.tenancy.MerchantId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** {@code GET /v1/me}: who the caller is, as far as the token proved. */
@Path("/v1/me")
public final class MeResource {
    private final CurrentRequest request;

    /** @param request who calls */
    public MeResource(CurrentRequest request) {
        this.request = request;
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
                    merchant.permissions().stream().sorted().toList());
        }
        return new Me(caller.subject(), "admin", List.of(), List.of());
    }

    /**
     * Who that is.
     *
     * @param subject as the issuer names them
     * @param kind whether a merchant's user or program, or an admin
     * @param merchants the merchants they speak for; an admin's are not listed: all
     * @param scopes what they may do; an admin may do everything
     */
    public record Me(String subject, String kind, List<String> merchants, List<String> scopes) {}
}
