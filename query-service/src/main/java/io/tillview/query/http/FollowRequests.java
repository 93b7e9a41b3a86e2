package io.tillview.query.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Leads {@code ?follow=true} to where streams are given: a query parameter can't choose between methods. */
@Provider
@PreMatching
public final class FollowRequests implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
        var address = context.getUriInfo();
        boolean following = "true".equals(address.getQueryParameters().getFirst(RealtimeResource.FOLLOWING));
        if (following && address.getPath().equals(RealtimeResource.PATH)) {
            context.setRequestUri(address.getBaseUriBuilder()
                    .path(RealtimeResource.PATH)
                    .path(RealtimeResource.FOLLOWING)
                    .build());
        }
    }
}
