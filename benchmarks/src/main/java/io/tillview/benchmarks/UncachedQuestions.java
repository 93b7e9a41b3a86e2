package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What query-service adds to a question that it has never been asked: one merchant's seven days over REST, and in turn the very SQL that
 * it becomes, sent straight to the Broker by HTTP on a connection that is kept. Merchants come from the tail of a Zipf
 * distribution, so that hardly one of them has been asked about before and left a connection open.
 */
final class UncachedQuestions {
    private static final int HEAD = 100;
    private static final int WARM_UP = 300;
    private static final int QUESTIONS = 1_500;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Dashboards dashboards;
    private final MerchantTokens tokens;
    private final ZipfMerchants merchants;
    private final int merchantCount;
    private final URI query;
    private final URI catalogAddress;
    private final URI sql;
    private final String authorization;
    private final List<Double> added = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();
    private final List<Double> brokerP99 = new ArrayList<>();
    private final List<Double> catalog = new ArrayList<>();
    private final List<Double> refused = new ArrayList<>();
    private int asked;

    UncachedQuestions(
            TemporaryInstallation installation, Dashboards dashboards, MerchantTokens tokens, int merchantCount) {
        this.dashboards = dashboards;
        this.tokens = tokens;
        this.merchants = new ZipfMerchants(merchantCount, HEAD);
        this.merchantCount = merchantCount;
        this.query = installation.queryService().resolve("/v1/query");
        this.catalogAddress = installation.queryService().resolve("/v1/catalog");
        this.sql = installation.broker().resolve("/druid/v2/sql");
        this.authorization = new DruidAdmin(installation).authorization();
    }

    void warmUp() throws InterruptedException {
        askInTurn(WARM_UP, new Random(0));
    }

    /** Measures once; what came of it in a line. */
    String measure(int run) throws InterruptedException {
        Times times = askInTurn(QUESTIONS, new Random(run));
        added.add(Percentiles.median(times.rest()) - Percentiles.median(times.broker()));
        p99.add(Percentiles.percentile(times.rest(), 0.99));
        brokerP99.add(Percentiles.percentile(times.broker(), 0.99));
        List<Double> catalogs = new ArrayList<>();
        List<Double> refusals = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            catalogs.add(send(catalog(), 200).millis());
            // Of many merchants in turn: one alone would soon be told to wait.
            refusals.add(
                    send(mistyped(ZipfMerchants.name(i % merchantCount)), 400).millis());
        }
        catalog.add(Percentiles.median(catalogs));
        refused.add(Percentiles.median(refusals));
        return "%.2f ms more at the median, p99 %.1f ms against %.1f ms"
                .formatted(last(added), last(p99), last(brokerP99));
    }

    List<Figure> figures() {
        return List.of(
                Figure.lessIsBetter("query.added_p50_ms", "ms", 1, added),
                Figure.against("query.p99_vs_broker", "ms", 1.3, false, "the SQL at the Broker", p99, brokerP99),
                Figure.lessIsBetter("query.catalog_p50_ms", "ms", 1, catalog),
                Figure.lessIsBetter("query.refused_p50_ms", "ms", 1, refused));
    }

    private Times askInTurn(int count, Random random) throws InterruptedException {
        Times times = new Times(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < count; i++) {
            String merchant = ZipfMerchants.name(merchants.draw(random));
            int number = asked++;
            // Whoever comes first finds the segments' pages in memory less often.
            if (i % 2 == 0) {
                times.rest().add(rest(merchant, number));
                times.broker().add(broker(merchant, number));
            } else {
                times.broker().add(broker(merchant, number));
                times.rest().add(rest(merchant, number));
            }
        }
        return times;
    }

    private double rest(String merchant, int number) throws InterruptedException {
        String question = dashboards.newQuestion(Dashboards.BY_DAY_AND_CHANNEL, number);
        Answer answer = send(post(query, tokens.authorization(merchant), question), 200);
        String cache = answer.body().at("/meta/cache").asText();
        // Every merchant has events on each day; an answer without any would measure nothing.
        if (!cache.equals("MISS") || answer.body().path("rows").isEmpty()) {
            throw new BenchmarkException("A question that was never asked before is answered " + answer.body());
        }
        return answer.millis();
    }

    private double broker(String merchant, int number) throws InterruptedException {
        String statement = dashboards.newStatement(Dashboards.BY_DAY_AND_CHANNEL, merchant, number);
        Answer answer = send(post(sql, authorization, statement), 200);
        if (answer.body().isEmpty()) {
            throw new BenchmarkException("The Broker has no rows of " + merchant);
        }
        return answer.millis();
    }

    private HttpRequest catalog() {
        return HttpRequest.newBuilder(catalogAddress)
                .header("Authorization", tokens.authorization(ZipfMerchants.name(0)))
                .build();
    }

    private HttpRequest mistyped(String merchant) {
        String question = dashboards.question(Dashboards.BY_DAY_AND_CHANNEL);
        return post(query, tokens.authorization(merchant), question.replace("\"orders\"", "\"ordres\""));
    }

    private static HttpRequest post(URI address, String credentials, String body) {
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", credentials)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private Answer send(HttpRequest request, int expected) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            double millis = (System.nanoTime() - begun) / 1e6;
            if (answer.statusCode() != expected) {
                throw new BenchmarkException(request.uri() + " answers " + answer.statusCode() + " " + answer.body());
            }
            return new Answer(millis, json.readTree(answer.body()));
        } catch (IOException e) {
            throw new BenchmarkException(request.uri() + " does not answer: " + e.getMessage(), e);
        }
    }

    private static double last(List<Double> numbers) {
        return numbers.get(numbers.size() - 1);
    }

    /** How long an answer took, and what it was. */
    private record Answer(double millis, JsonNode body) {}

    /** Milliseconds of each question, over REST and at the Broker. */
    private record Times(List<Double> rest, List<Double> broker) {}
}
