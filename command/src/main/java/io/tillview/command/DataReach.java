package io.tillview.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How far the data reaches, as query-service knows it, in a line for people. */
final class DataReach {
    private static final String PATH = "/v1/freshness";
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final HttpRequest request;

    DataReach(Installation installation) {
        String token =
                TokenCommand.signer(installation.data()).signForMerchant(Summary.MERCHANT, Duration.ofMinutes(10));
        this.request = HttpRequest.newBuilder(
                        installation.http(Endpoint.QUERY_SERVICE).resolve(PATH))
                .timeout(Duration.ofSeconds(2))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    /**
     * Asks at least once. That it isn't known is no reason to fail: after a start, Druid's tasks take some seconds to begin.
     *
     * @param patience how long to ask again while it isn't known
     */
    String line(Duration patience) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        Optional<String> line = ask();
        while (line.isEmpty() && System.nanoTime() < giveUp) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            line = ask();
        }
        return line.orElse("How far the data reaches is not known yet: GET " + PATH + " will tell");
    }

    private Optional<String> ask() throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? line(response.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty unless it is known of every datasource. */
    static Optional<String> line(String answer) throws JsonProcessingException {
        JsonNode reach = new ObjectMapper().readTree(answer);
        if (!reach.path("dataThrough").isTextual()) {
            return Optional.empty();
        }
        try {
            Instant dataThrough = Instant.parse(reach.get("dataThrough").textValue());
            return Optional.of("Data reaches " + dataThrough.truncatedTo(ChronoUnit.SECONDS) + " ("
                    + reach.path("lagSeconds").asLong() + " s ago)");
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
