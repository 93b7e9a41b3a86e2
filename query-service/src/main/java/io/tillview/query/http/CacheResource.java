package io.tillview.query.http;

import io.tillview.query.ProblemType;
import io.tillview.query.caching.CacheStatistics;
import io.tillview.query.caching.CachedRows;
import io.tillview.query.caching.SharedStoreUnavailableException;
import io.tillview.tenancy.OneMerchant;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/admin/cache} and {@code /v1/admin/merchants/{id}/cache}: how this replica's cache is doing, and a purge. For admins. */
@Path(SuspensionsResource.PATH)
public final class CacheResource {
    private static final Logger LOG = LoggerFactory.getLogger(CacheResource.class);

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final CachedRows cached;

    /**
     * @param request which request this is
     * @param scopes decides who is an admin
     * @param cached what is kept
     */
    public CacheResource(CurrentRequest request, MerchantScopes scopes, CachedRows cached) {
        this.request = request;
        this.scopes = scopes;
        this.cached = cached;
    }

    /** How the cache of the replica that answers is doing, since it started. */
    @GET
    @Path("cache")
    @Produces(MediaType.APPLICATION_JSON)
    public CacheStatistics statistics() {
        scopes.requireAdmin();
        return cached.statistics();
    }

    /** Forgets what the replica that answers has kept of a merchant's answers, and what the store that replicas share has. */
    @DELETE
    @Path("merchants/{id}/cache")
    public void purge(@PathParam("id") String id) {
        scopes.requireAdmin();
        OneMerchant scope = new OneMerchant(SuspensionsResource.merchant("id", id));
        try {
            cached.purge(scope);
        } catch (SharedStoreUnavailableException e) {
            LOG.warn("What replicas share of {}'s answers could not be purged.", scope.merchant(), e);
            throw ProblemException.of(ProblemType.UNAVAILABLE, e.getMessage());
        }
        LOG.info("The admin {} has the cache forget {}.", request.caller().subject(), scope.merchant());
    }
}
