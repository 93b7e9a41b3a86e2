package io.tillview.query.http;

import io.tillview.query.ProblemType;
import io.tillview.query.Violation;
import io.tillview.query.request.SuspensionReader;
import io.tillview.query.suspensions.Suspension;
import io.tillview.query.suspensions.Suspensions;
import io.tillview.query.suspensions.SuspensionsUnavailableException;
import io.tillview.tenancy.MerchantId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/admin/merchants/{id}/suspension} and {@code /v1/admin/suspensions}: who is suspended. For admins. */
@Path(SuspensionsResource.PATH)
public final class SuspensionsResource {
    static final String PATH = "/v1/admin";
    static final String OF_MERCHANTS = "/merchants/";

    private static final Logger LOG = LoggerFactory.getLogger(SuspensionsResource.class);
    private static final String OF_ONE = "merchants/{id}/suspension";
    private static final int MAX_PAGE = 1_000;
    private static final String DEFAULT_PAGE = "100";

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final SuspensionReader reader;
    private final Suspensions suspensions;

    /**
     * @param request which request this is
     * @param scopes decides who is an admin
     * @param reader reads the reason
     * @param suspensions those there are
     */
    public SuspensionsResource(
            CurrentRequest request, MerchantScopes scopes, SuspensionReader reader, Suspensions suspensions) {
        this.request = request;
        this.scopes = scopes;
        this.reader = reader;
        this.suspensions = suspensions;
    }

    /**
     * Suspends a merchant, or gives another reason.
     *
     * @param body the reason
     * @return how it stands; every other outcome is a problem
     */
    @PUT
    @Path(OF_ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public SuspensionView suspend(@PathParam("id") String id, InputStream body) {
        scopes.requireAdmin();
        MerchantId merchant = merchant("id", id);
        String reason = Bodies.understood(reader.read(Bodies.bytes(body)));
        String admin = request.caller().subject();
        Suspension suspension = reaching(() -> suspensions.suspend(merchant, reason, admin));
        LOG.info("The admin {} suspends the merchant {}.", admin, merchant);
        return SuspensionView.of(suspension);
    }

    /** Lifts a suspension, if there is one. */
    @DELETE
    @Path(OF_ONE)
    public void lift(@PathParam("id") String id) {
        scopes.requireAdmin();
        MerchantId merchant = merchant("id", id);
        if (reaching(() -> suspensions.lift(merchant))) {
            LOG.info(
                    "The admin {} lifts the suspension of the merchant {}.",
                    request.caller().subject(),
                    merchant);
        }
    }

    /** A merchant's suspension; 404 where there is none. */
    @GET
    @Path(OF_ONE)
    @Produces(MediaType.APPLICATION_JSON)
    public SuspensionView find(@PathParam("id") String id) {
        scopes.requireAdmin();
        MerchantId merchant = merchant("id", id);
        return reaching(() -> suspensions.find(merchant))
                .map(SuspensionView::of)
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND, "The merchant is not suspended."));
    }

    /**
     * Suspensions by the merchants' ids.
     *
     * @param after the id that the page before ended with
     * @param limit how many
     */
    @GET
    @Path("suspensions")
    @Produces(MediaType.APPLICATION_JSON)
    public SuspensionPage list(@QueryParam("after") String after, @QueryParam("limit") String limit) {
        scopes.requireAdmin();
        Optional<MerchantId> begin = Optional.ofNullable(after).map(id -> merchant("after", id));
        int size = size(Optional.ofNullable(limit).orElse(DEFAULT_PAGE));
        // One more than is shown tells whether there are more.
        List<Suspension> found = reaching(() -> suspensions.list(begin, size + 1));
        List<SuspensionView> shown =
                found.stream().limit(size).map(SuspensionView::of).toList();
        return new SuspensionPage(
                shown, found.size() > size ? shown.get(size - 1).merchant() : null);
    }

    static MerchantId merchant(String field, String id) {
        if (!MerchantId.isValid(id)) {
            throw ProblemException.invalid(
                    "The merchant's id is not valid.", List.of(new Violation(field, MerchantScopes.WHAT_AN_ID_IS)));
        }
        return new MerchantId(id);
    }

    private static int size(String limit) {
        if (limit.matches("[0-9]{1,4}")) {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= MAX_PAGE) {
                return size;
            }
        }
        throw ProblemException.invalid(
                "One thing is wrong.",
                List.of(new Violation("limit", "This has to be a whole number from 1 to " + MAX_PAGE + ".")));
    }

    private <T> T reaching(Supplier<T> work) {
        if (!suspensions.arePossible()) {
            throw ProblemException.of(
                    ProblemType.UNAVAILABLE,
                    "No merchant can be suspended without a directory database: set tillview.directory.address.");
        }
        try {
            return work.get();
        } catch (SuspensionsUnavailableException e) {
            LOG.warn("{} {}", e.getMessage(), String.valueOf(e.getCause()));
            throw ProblemException.of(ProblemType.UNAVAILABLE, "Suspensions can't be reached. Try again in a moment.");
        }
    }

    /**
     * One suspension.
     *
     * @param merchant who is suspended
     * @param since when it was
     * @param reason why
     * @param by the admin who said so
     */
    public record SuspensionView(String merchant, Instant since, String reason, String by) {
        static SuspensionView of(Suspension suspension) {
            return new SuspensionView(
                    suspension.merchant().value(), suspension.since(), suspension.reason(), suspension.by());
        }
    }

    /**
     * Some suspensions.
     *
     * @param suspensions by the merchants' ids
     * @param after what the next page is asked for with; null where there are no more
     */
    public record SuspensionPage(List<SuspensionView> suspensions, String after) {
        /** Copies the list. */
        public SuspensionPage {
            suspensions = List.copyOf(suspensions);
        }
    }
}
