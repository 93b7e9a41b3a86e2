package io.tillview.cluster.segments;

import com.google.inject.Inject;
import io.tillview.cluster.segments.ChangeLog.Changes;
import java.util.Set;
import java.util.stream.Collectors;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;
import org.apache.druid.client.BrokerServerView;
import org.apache.druid.query.policy.NoRestrictionPolicy;
import org.apache.druid.server.security.Access;
import org.apache.druid.server.security.Action;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.AuthorizationUtils;
import org.apache.druid.server.security.Authorizer;
import org.apache.druid.server.security.AuthorizerMapper;
import org.apache.druid.server.security.ForbiddenException;
import org.apache.druid.server.security.Resource;
import org.apache.druid.server.security.ResourceType;

/**
 * Tells which segments this Broker serves: {@code GET /tillview/v1/served-segments/<epoch>/<position>}, with what it said the last
 * time, or {@code none/0}.
 *
 * <p>The answer says what is served where anything changed since that position, and the position to ask with the next time; or, for
 * an epoch of another life of the Broker or a position long past, {@code "whole": true} and everything. Times are milliseconds since
 * 1970. {@code "growing"} is a segment that no Historical serves.
 *
 * <p>It tells of the datasources whose rows the caller may all read. Segments are named by other merchants' ids, so whoever may read
 * none as it is gets 403. Before the Broker knows what there is, it is 503.
 */
@Path("/tillview/v1/served-segments")
public final class ServedSegmentsResource {
    private final BrokerServerView view;
    private final ServedTimelines timelines;
    private final AuthorizerMapper authorizers;

    /** For Druid. */
    @Inject
    ServedSegmentsResource(BrokerServerView view, ServedTimelines timelines, AuthorizerMapper authorizers) {
        this.view = view;
        this.timelines = timelines;
        this.authorizers = authorizers;
    }

    /** Tells what changed. */
    @GET
    @Path("/{epoch: [0-9a-z]{1,16}}/{since: [0-9]{1,18}}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response changes(
            @PathParam("epoch") String epoch, @PathParam("since") long since, @Context HttpServletRequest request) {
        AuthorizationUtils.setRequestAuthorizationAttributeIfNeeded(request);
        if (!view.isInitialized()) {
            return Response.status(Response.Status.SERVICE_UNAVAILABLE).build();
        }
        Changes changes = timelines.since(epoch, since);
        // Asked after that, so that none that changed is missing.
        Set<String> served = timelines.datasources();
        Set<String> readable = readable(AuthorizationUtils.authenticationResultFromRequest(request), served);
        if (readable.isEmpty() && !served.isEmpty()) {
            throw new ForbiddenException();
        }
        StreamingOutput answer = out -> timelines.write(changes, readable, out);
        return Response.ok(answer).build();
    }

    private Set<String> readable(AuthenticationResult asker, Set<String> datasources) {
        Authorizer authorizer = authorizers.getAuthorizer(asker.getAuthorizerName());
        return datasources.stream()
                .filter(datasource -> readsAll(authorizer, asker, datasource))
                .collect(Collectors.toSet());
    }

    static boolean readsAll(Authorizer authorizer, AuthenticationResult asker, String datasource) {
        Access access = authorizer.authorize(asker, new Resource(datasource, ResourceType.DATASOURCE), Action.READ);
        return access.isAllowed()
                && access.getPolicy()
                        .map(policy -> policy instanceof NoRestrictionPolicy)
                        .orElse(true);
    }
}
