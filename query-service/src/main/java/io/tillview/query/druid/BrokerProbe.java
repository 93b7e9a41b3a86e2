package io.tillview.query.druid;

import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks all Brokers at once whether they are well; the first that is decides. */
record BrokerProbe(HttpClient http, List<URI> brokers) {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    boolean isAnyAnswering() {
        CompletableFuture<Boolean> well = new CompletableFuture<>();
        CompletableFuture<?>[] asked = brokers.stream()
                .map(broker -> HttpRequest.newBuilder(URI.create(broker + "/status/health"))
                        .timeout(TIMEOUT)
                        .build())
                .map(request -> http.sendAsync(request, BodyHandlers.discarding())
                        .handle((response, failure) -> failure == null
                                && response.statusCode() == HttpURLConnection.HTTP_OK
                                && well.complete(true)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Boolean> allAsked = CompletableFuture.allOf(asked).thenApply(nothing -> well.getNow(false));
        try {
            return (Boolean) CompletableFuture.anyOf(well, allAsked).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
