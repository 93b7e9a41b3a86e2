package io.tillview.tenancy.druid;

import com.google.common.util.concurrent.ListenableFuture;
import io.tillview.tenancy.token.Secret;
import java.io.IOException;
import java.util.Set;
import org.apache.druid.java.util.common.logger.Logger;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.java.util.http.client.Request;
import org.apache.druid.java.util.http.client.response.HttpResponseHandler;
import org.jboss.netty.buffer.ChannelBufferInputStream;
import org.jboss.netty.handler.codec.http.HttpMethod;
import org.joda.time.Duration;

/**
 * Sends a Druid process's requests with the internal secret, as one of two identities: queries that carry a restricted
 * datasource as the one that may pass those on, everything else as the other. A body that can't be read goes out as the
 * other, and data nodes refuse it if it was restricted.
 */
final class EscalatedHttpClient implements HttpClient {
    private static final Logger LOG = new Logger(EscalatedHttpClient.class);
    private static final Set<String> QUERY_PATHS = Set.of("/druid/v2", "/druid/v2/");

    private final HttpClient client;
    private final String internal;
    private final String internalRestricted;

    EscalatedHttpClient(HttpClient client, Secret secret) {
        this.client = client;
        this.internal = Credentials.INTERNAL_SCHEME + " " + secret.reveal();
        this.internalRestricted = Credentials.INTERNAL_RESTRICTED_SCHEME + " " + secret.reveal();
    }

    @Override
    public <I, F> ListenableFuture<F> go(Request request, HttpResponseHandler<I, F> handler) {
        return client.go(escalated(request), handler);
    }

    @Override
    public <I, F> ListenableFuture<F> go(Request request, HttpResponseHandler<I, F> handler, Duration readTimeout) {
        return client.go(escalated(request), handler, readTimeout);
    }

    private Request escalated(Request request) {
        return request.setHeader("Authorization", passesOnRestriction(request) ? internalRestricted : internal);
    }

    private static boolean passesOnRestriction(Request request) {
        if (!request.getMethod().equals(HttpMethod.POST)
                || !request.hasContent()
                || !QUERY_PATHS.contains(request.getUrl().getPath())) {
            return false;
        }
        // A duplicate has its own reading position; the request's stays where it is.
        try (ChannelBufferInputStream body =
                new ChannelBufferInputStream(request.getContent().duplicate())) {
            return RestrictedQueries.isRestricted(body);
        } catch (IOException e) {
            LOG.warn(
                    "A query to %s can't be read: it is sent as unrestricted.",
                    request.getUrl().getHost());
            return false;
        }
    }
}
