package io.tillview.query.druid;

import io.tillview.tenancy.token.StatusTokenSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends what a status token admits. Safe for use by many threads. */
final class StatusRequests {
    private static final String SCHEME = "Tillview-Status ";
    private static final long MAX_RESPONSE_BYTES = 4L << 20;

    private final HttpClient http;
    private final StatusTokenSigner signer;
    private final InstantSource clock;
    private String token = "";
    private Instant renewTokenAt = Instant.MIN;

    /** @param http a client that follows no redirects */
    StatusRequests(HttpClient http, StatusTokenSigner signer, InstantSource clock) {
        this.http = http;
        this.signer = signer;
        this.clock = clock;
    }

    /** Sends it; the answer's body may have 4 MB. */
    CompletableFuture<HttpResponse<byte[]>> send(URI process, String path) {
        return http.sendAsync(request(process, path).build(), info -> new BoundedBody(MAX_RESPONSE_BYTES));
    }

    /** Sends it; the answer's body may be compressed with gzip, and have that many bytes as it comes. */
    CompletableFuture<HttpResponse<byte[]>> sendForMuch(URI process, String path, long maxBytes) {
        HttpRequest request =
                request(process, path).header("Accept-Encoding", "gzip").build();
        return http.sendAsync(request, info -> new BoundedBody(maxBytes));
    }

    private HttpRequest.Builder request(URI process, String path) {
        return HttpRequest.newBuilder(URI.create(process + path)).header("Authorization", SCHEME + token());
    }

    /**
     * Waits for an answer.
     *
     * @throws IOException when there is none in time; its cause says what happened instead
     */
    static HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> sent, Duration timeout)
            throws IOException {
        try {
            // Not the request's own timeout: that one ends with the headers, and a body can come slowly too.
            return sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new IOException("It did not answer in time.", e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("Nobody waits for the answer any more.", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    private synchronized String token() {
        Instant now = clock.instant();
        if (now.isAfter(renewTokenAt)) {
            token = signer.sign();
            renewTokenAt = now.plus(StatusTokenSigner.TIME_TO_LIVE.dividedBy(2));
        }
        return token;
    }
}
