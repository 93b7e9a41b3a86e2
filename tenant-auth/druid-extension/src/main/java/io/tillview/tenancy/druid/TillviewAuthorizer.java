package io.tillview.tenancy.druid;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.druid.DruidIdentity.Admin;
import io.tillview.tenancy.druid.DruidIdentity.Internal;
import io.tillview.tenancy.druid.DruidIdentity.Merchant;
import io.tillview.tenancy.druid.DruidIdentity.Platform;
import io.tillview.tenancy.druid.DruidIdentity.StatusReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.druid.query.policy.NoRestrictionPolicy;
import org.apache.druid.server.security.Access;
import org.apache.druid.server.security.Action;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.Authorizer;
import org.apache.druid.server.security.Resource;
import org.apache.druid.server.security.ResourceType;

/**
 * Decides what an identity may do: {@code druid.auth.authorizer.<name>.type=tillview}.
 *
 * <ul>
 *   <li>The admin and Druid's processes: everything.
 *   <li>A Druid process that passes on a restricted query: reading datasources; the query brings its restriction along.
 *   <li>A merchant: reading the rows of the merchant datasources whose merchant column is its own id, and setting the
 *       query context of {@link #CONTEXT_A_MERCHANT_MAY_SET}. No other datasource, no view, no system table, no
 *       external data, no state, no configuration, and nothing that writes.
 *   <li>{@code query-service} on behalf of an admin: reading the merchant datasources and the platform datasources as they are, and
 *       setting the same query context. Nothing else.
 *   <li>{@code query-service} on its own behalf: reading of the merchant and platform datasources, which is what Druid asks for
 *       before it tells how their supervisors are doing, or ends a query that reads them, and a Broker before it tells which of their
 *       segments it serves. The {@link StatusRequests} are the only ones it can make, none of which
 *       reads rows, and there is no JDBC login for it.
 *   <li>Anyone else: nothing.
 * </ul>
 *
 * <p>Settings: {@code merchantColumn} and {@code merchantDatasources}, a list, both required; {@code platformDatasources}, a list of
 * those that no merchant reads and an admin's question over REST may, empty unless set.
 *
 * <p>Safe for use by many threads.
 */
@JsonTypeName(TenancyDruidModule.TYPE)
public final class TillviewAuthorizer implements Authorizer {
    /**
     * What a merchant's query may say about itself. The time limit stays under the server's own
     * ({@code druid.server.http.maxQueryTimeout}), the zone decides where days begin, the id is what the Router gives
     * every query it passes on; the rest an Avatica client can't help sending along, and it means nothing to Druid.
     */
    static final Set<String> CONTEXT_A_MERCHANT_MAY_SET = Set.of(
            "timeout", "sqlTimeZone", "queryId", "url", "serialization", "transparent_reconnection", "fetch_size");

    private static final Access DENIED = Access.deny("");

    private final String merchantColumn;
    private final Set<String> merchantDatasources;
    private final Set<String> platformDatasources;

    /** For Druid, which fills it from its properties. */
    @JsonCreator
    public TillviewAuthorizer(
            @JsonProperty("merchantColumn") String merchantColumn,
            @JsonProperty("merchantDatasources") List<String> merchantDatasources,
            @JsonProperty("platformDatasources") List<String> platformDatasources) {
        this.merchantColumn = SecuritySettings.requireSet("merchantColumn", merchantColumn);
        if (merchantDatasources == null || merchantDatasources.isEmpty()) {
            throw new IllegalArgumentException("The setting merchantDatasources is missing.");
        }
        this.merchantDatasources = Set.copyOf(merchantDatasources);
        this.platformDatasources = platformDatasources == null ? Set.of() : Set.copyOf(platformDatasources);
    }

    @Override
    public Access authorize(AuthenticationResult authentication, Resource resource, Action action) {
        Optional<DruidIdentity> identity = DruidIdentity.of(authentication);
        if (identity.isEmpty()) {
            return DENIED;
        }
        if (identity.get() instanceof Merchant merchant) {
            return merchant(merchant.scope().merchant(), resource, action);
        }
        if (identity.get() instanceof Platform) {
            return platform(resource, action);
        }
        if (identity.get() == Internal.RESTRICTED) {
            return passingOn(resource, action);
        }
        if (identity.get() instanceof StatusReader) {
            return isServedRead(resource, action) ? Access.allow() : DENIED;
        }
        return identity.get() instanceof Admin || identity.get() == Internal.UNRESTRICTED ? Access.allow() : DENIED;
    }

    private Access merchant(MerchantId merchant, Resource resource, Action action) {
        if (isMerchantRead(resource, action)) {
            return Access.allowWithRestriction(new MerchantRowsPolicy(merchantColumn, merchant.value()));
        }
        return isHarmlessContext(resource, action) ? Access.allow() : DENIED;
    }

    private Access platform(Resource resource, Action action) {
        return isServedRead(resource, action) || isHarmlessContext(resource, action) ? Access.allow() : DENIED;
    }

    /**
     * Data nodes take a restricted query only from someone for whom they would restrict the table too; "no
     * restriction" is that, without adding one.
     */
    private static Access passingOn(Resource resource, Action action) {
        if (isRead(resource, action)) {
            return Access.allowWithRestriction(NoRestrictionPolicy.instance());
        }
        return isContext(resource, action) ? Access.allow() : DENIED;
    }

    private boolean isMerchantRead(Resource resource, Action action) {
        return isRead(resource, action) && merchantDatasources.contains(resource.getName());
    }

    /** Of what query-service answers from, whomever. */
    private boolean isServedRead(Resource resource, Action action) {
        return isMerchantRead(resource, action)
                || (isRead(resource, action) && platformDatasources.contains(resource.getName()));
    }

    private static boolean isRead(Resource resource, Action action) {
        return action == Action.READ && ResourceType.DATASOURCE.equals(resource.getType());
    }

    private static boolean isHarmlessContext(Resource resource, Action action) {
        return isContext(resource, action) && CONTEXT_A_MERCHANT_MAY_SET.contains(resource.getName());
    }

    private static boolean isContext(Resource resource, Action action) {
        return action == Action.WRITE && ResourceType.QUERY_CONTEXT.equals(resource.getType());
    }
}
