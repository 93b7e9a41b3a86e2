package io.tillview.command;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.tenancy.MerchantId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks query-service a merchant's question until it is answered: only then is the installation up. */
final class FirstAnswer {
    /** The question that {@code up} prints, too. */
    static final String QUESTION =
            "{\"measures\":[\"events\",\"orders\",\"net_sales\"],\"timeRange\":{\"last\":\"P7D\"},\"grain\":\"none\"}";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private FirstAnswer() {}

    /**
     * Returns once a 200 has come.
     *
     * @throws ClusterException when none comes in two minutes, with the last answer
     */
    static void await(Installation installation, MerchantId merchant) throws InterruptedException {
        String token = TokenCommand.signer(installation.data()).signForMerchant(merchant, Duration.ofMinutes(10));
        HttpRequest request = HttpRequest.newBuilder(
                        installation.http(Endpoint.QUERY_SERVICE).resolve("/v1/query"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                .build();
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        long giveUp = System.nanoTime() + LIMIT.toNanos();
        String last = "";
        while (System.nanoTime() < giveUp) {
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return;
                }
                last = response.statusCode() + " " + response.body();
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        throw new ClusterException("query-service gives no answer: " + last + "; see "
                + installation.data().log().resolve("query-service.log"));
    }
}
