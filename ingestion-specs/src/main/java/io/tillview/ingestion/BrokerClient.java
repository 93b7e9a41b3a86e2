package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** An administrator's SQL at a Broker or Router. */
final class BrokerClient {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int LONGEST_QUOTE = 300;

    private final URI sql;
    private final AdminCredentials credentials;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    BrokerClient(URI base, AdminCredentials credentials) {
        this.sql = base.resolve("/druid/v2/sql");
        this.credentials = credentials;
    }

    /** The rows, each a list of values; none where the datasource does not exist yet. */
    JsonNode rows(String datasource, String query) {
        String body = mapper.createObjectNode()
                .put("query", query)
                .put("resultFormat", "array")
                .toString();
        HttpRequest request = HttpRequest.newBuilder(sql)
                .timeout(TIMEOUT)
                .header("Authorization", credentials.basicAuthorization())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return mapper.readTree(answer.body());
            }
            if (answer.body().contains("Object '" + datasource + "' not found")) {
                return mapper.createArrayNode();
            }
            String quote = answer.body()
                    .substring(0, Math.min(LONGEST_QUOTE, answer.body().length()));
            throw new DruidRefusedException(
                    datasource,
                    "the Broker answers " + answer.statusCode() + " " + quote,
                    "Its log has more.",
                    answer.statusCode(),
                    null);
        } catch (IOException e) {
            throw new DruidRefusedException(
                    datasource, "no answer from the Broker at " + sql, "Check that it runs.", 0, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DruidRefusedException(datasource, "interrupted while asking the Broker", "Ask again.", 0, e);
        }
    }
}
