package io.tillview.tenancy.druid;

import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;

/**
 * Which HTTP requests a merchant may make of any Druid process: SQL, over HTTP or Avatica. Everything else is refused
 * before Druid looks at it: native queries, cancelling queries (Druid answers 202 to anyone), and all of the
 * Coordinator's, Overlord's and Router's own API.
 */
final class MerchantRequests {
    /** On the address as it was sent: nothing decoded, so nothing to decode twice. */
    private static final Pattern SQL =
            Pattern.compile("/druid/v2/sql/?|/druid/v2/sql/avatica(-protobuf)?/?(;serialization=protobuf)?");

    private MerchantRequests() {}

    static boolean allows(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && SQL.matcher(request.getRequestURI()).matches();
    }
}
