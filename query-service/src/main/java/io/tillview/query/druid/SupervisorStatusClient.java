package io.tillview.query.druid;

import io.tillview.query.druid.SupervisorAnswer.NoAnswer;
import io.tillview.query.druid.SupervisorAnswer.NoSuchSupervisor;
import io.tillview.query.druid.SupervisorAnswer.Told;
import io.tillview.tenancy.token.StatusTokenSigner;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the Overlords how a supervisor is doing, beginning with the one that could say last time, until one can. Only the leader can; the others
 * would send us on to an address of their own choosing, which is not followed: our token goes to configured addresses
 * only, and the leader is one of them. Not safe for use by several threads.
 */
final class SupervisorStatusClient {
    private static final String PATH = "/druid/indexer/v1/supervisor/%s/status";
    private static final String SCHEME = "Tillview-Status ";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long MAX_RESPONSE_BYTES = 4L << 20;

    private final HttpClient http;
    private final List<URI> overlords;
    private final StatusTokenSigner signer;
    private final InstantSource clock;
    private String token = "";
    private Instant renewTokenAt = Instant.MIN;
    private int lastAnswered;

    /** @param http a client that follows no redirects */
    SupervisorStatusClient(HttpClient http, List<URI> overlords, StatusTokenSigner signer, InstantSource clock) {
        this.http = http;
        this.overlords = overlords;
        this.signer = signer;
        this.clock = clock;
    }

    /** Asks. Takes 2 seconds an Overlord at most; doesn't throw. */
    SupervisorAnswer ask(String supervisor) {
        List<String> reasons = new ArrayList<>();
        int first = lastAnswered;
        for (int i = 0; i < overlords.size(); i++) {
            int index = (first + i) % overlords.size();
            URI overlord = overlords.get(index);
            HttpRequest request = HttpRequest.newBuilder(URI.create(overlord + PATH.formatted(supervisor)))
                    .header("Authorization", SCHEME + token())
                    .build();
            try {
                Optional<SupervisorAnswer> answer = answer(send(request));
                if (answer.isPresent()) {
                    lastAnswered = index;
                    return answer.get();
                }
                reasons.add(overlord + " is not the leader");
            } catch (IOException e) {
                reasons.add(overlord + ": " + e.getMessage());
            }
        }
        return new NoAnswer(String.join("; ", reasons));
    }

    /** Empty if it sends us on to somebody else. */
    private static Optional<SupervisorAnswer> answer(HttpResponse<byte[]> response) throws IOException {
        int status = response.statusCode();
        if (status == HttpURLConnection.HTTP_OK) {
            return Optional.of(new Told(SupervisorStatusJson.read(response.body())));
        }
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            return Optional.of(new NoSuchSupervisor());
        }
        if (status / 100 == 3) {
            return Optional.empty();
        }
        throw new IOException("It answered with the HTTP status " + status + ".");
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request, info -> new BoundedBody(MAX_RESPONSE_BYTES));
        try {
            // Not the request's own timeout: that one ends with the headers, and a body can come slowly too.
            return sent.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
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

    private String token() {
        Instant now = clock.instant();
        if (now.isAfter(renewTokenAt)) {
            token = signer.sign();
            renewTokenAt = now.plus(StatusTokenSigner.TIME_TO_LIVE.dividedBy(2));
        }
        return token;
    }
}
