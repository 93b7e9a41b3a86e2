package io.tillview.query.druid;

import io.tillview.tenancy.token.StatusTokenSigner;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a Broker end a query that nobody waits for any more. Druid's own time limit counts for each of a statement's parts anew,
 * so that one of several parts could run on for a multiple of it.
 *
 * <p>Asks in the background: whoever gave up is not kept waiting. Safe for use by many threads.
 */
final class QueryCanceller {
    private static final Logger LOG = LoggerFactory.getLogger(QueryCanceller.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;

    private final HttpClient http;
    private final StatusTokenSigner signer;

    QueryCanceller(HttpClient http, StatusTokenSigner signer) {
        this.http = http;
        this.signer = signer;
    }

    /** Ends whatever a Broker runs under an id; nothing if that is over already. */
    void cancel(URI broker, String sqlQueryId) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(broker + "/druid/v2/sql/" + sqlQueryId))
                .header("Authorization", "Tillview-Status " + signer.sign())
                .timeout(TIMEOUT)
                .DELETE()
                .build();
        var unused = http.sendAsync(request, BodyHandlers.discarding()).whenComplete((response, failure) -> {
            if (failure != null) {
                LOG.warn("The Broker {} could not be told to end a query: {}", broker, String.valueOf(failure));
            } else if (response.statusCode() != ACCEPTED && response.statusCode() != NOT_FOUND) {
                LOG.error("The Broker {} would not end a query: HTTP status {}", broker, response.statusCode());
            }
        });
    }
}
