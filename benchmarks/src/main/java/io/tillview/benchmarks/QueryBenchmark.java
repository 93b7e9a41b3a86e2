package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What query-service adds to a question: one merchant's seven days over REST, and in turn the very SQL that it becomes, sent straight to
 * the Broker by HTTP on a connection that is kept. Merchants come from the tail of a Zipf distribution, so that hardly one of them
 * has been asked about before and left a connection open.
 */
final class QueryBenchmark {
    private static final int DAYS = 7;
    private static final int EVENTS_A_DAY = 60_000;
    private static final int EVENTS_A_MERCHANT = 30;
    private static final int MERCHANTS = EVENTS_A_DAY / EVENTS_A_MERCHANT;
    private static final int HEAD = 100;
    private static final int WARM_UP = 1_500;
    private static final int QUESTIONS = 1_500;
    private static final Duration TIME_TO_LIVE = Duration.ofHours(6);

    private final Path home;
    private final Consumer<String> progress;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final List<Double> added = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();
    private final List<Double> brokerP99 = new ArrayList<>();
    private final List<Double> catalog = new ArrayList<>();
    private final List<Double> refused = new ArrayList<>();

    QueryBenchmark(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    List<Figure> run(int runs) throws InterruptedException {
        try (TemporaryInstallation installation = new TemporaryInstallation(home)) {
            installation.up();
            Instant to = Instant.now().truncatedTo(ChronoUnit.DAYS);
            Instant from = to.minus(Duration.ofDays(DAYS));
            for (int day = 0; day < DAYS; day++) {
                Path file = installation.data().resolve("day-" + day + ".ndjson");
                Instant tenOClock = from.plus(Duration.ofDays(day)).plus(Duration.ofHours(10));
                EventFile.write(file, new ShopEvents(day, EVENTS_A_DAY, tenOClock, EVENTS_A_MERCHANT), EVENTS_A_DAY);
                installation.importFile(file);
            }
            Asker asker = new Asker(installation, from, to);
            asker.askInTurn(WARM_UP, new Random(0));
            for (int run = 1; run <= runs; run++) {
                measure(asker, new Random(run));
                progress.accept("query run %d of %d: %.2f ms more at the median, p99 %.1f ms against %.1f ms"
                        .formatted(run, runs, added.get(run - 1), p99.get(run - 1), brokerP99.get(run - 1)));
            }
        }
        List<Figure> figures = new ArrayList<>(new CacheDay(home, progress).run(runs));
        figures.addAll(List.of(
                Figure.lessIsBetter("query.added_p50_ms", "ms", 1, added),
                Figure.against("query.p99_vs_broker", "ms", 1.3, false, "the SQL at the Broker", p99, brokerP99),
                Figure.lessIsBetter("query.catalog_p50_ms", "ms", 1, catalog),
                Figure.lessIsBetter("query.refused_p50_ms", "ms", 1, refused)));
        return figures;
    }

    private void measure(Asker asker, Random random) throws InterruptedException {
        Asked asked = asker.askInTurn(QUESTIONS, random);
        added.add(Percentiles.median(asked.rest()) - Percentiles.median(asked.broker()));
        p99.add(Percentiles.percentile(asked.rest(), 0.99));
        brokerP99.add(Percentiles.percentile(asked.broker(), 0.99));
        List<Double> catalogs = new ArrayList<>();
        List<Double> refusals = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            catalogs.add(asker.millis(asker.catalog(), 200));
            refusals.add(asker.millis(asker.refused("shop-" + i % MERCHANTS), 400));
        }
        catalog.add(Percentiles.median(catalogs));
        refused.add(Percentiles.median(refusals));
    }

    /** Milliseconds of each question, over REST and at the Broker. */
    private record Asked(List<Double> rest, List<Double> broker) {}

    /** Asks one installation. */
    private final class Asker {
        private final TemporaryInstallation installation;
        private final AccessTokenSigner tokens;
        private final String authorization;
        private final URI sql;
        private final String question;
        private final String statement;
        private final Map<String, String> bearers = new HashMap<>();
        private final double[] weights = new double[MERCHANTS - HEAD];

        Asker(TemporaryInstallation installation, Instant from, Instant to) {
            this.installation = installation;
            this.tokens = installation.tokens();
            this.authorization = new DruidAdmin(installation).authorization();
            this.sql = installation.broker().resolve("/druid/v2/sql");
            this.question = resource("dashboard.json")
                    .replace("${from}", from.toString())
                    .replace("${to}", to.toString());
            this.statement = resource("dashboard.sql")
                    .replace("${from}", Long.toString(from.toEpochMilli()))
                    .replace("${to}", Long.toString(to.toEpochMilli()));
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += 1.0 / (HEAD + i + 1);
                weights[i] = sum;
            }
        }

        Asked askInTurn(int count, Random random) throws InterruptedException {
            Asked asked = new Asked(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < count; i++) {
                String merchant = "shop-" + merchant(random);
                HttpRequest rest = rest(merchant);
                HttpRequest broker = broker(merchant);
                // Whoever comes first finds the segments' pages in memory less often.
                if (i % 2 == 0) {
                    asked.rest().add(millis(rest, 200));
                    asked.broker().add(millis(broker, 200));
                } else {
                    asked.broker().add(millis(broker, 200));
                    asked.rest().add(millis(rest, 200));
                }
            }
            return asked;
        }

        HttpRequest catalog() {
            return HttpRequest.newBuilder(installation.queryService().resolve("/v1/catalog"))
                    .header("Authorization", bearer("shop-0"))
                    .build();
        }

        /** Of many merchants in turn: one alone would soon be told to wait. */
        HttpRequest refused(String merchant) {
            return post(
                    installation.queryService().resolve("/v1/query"),
                    bearer(merchant),
                    question.replace("\"orders\"", "\"ordres\""));
        }

        private HttpRequest rest(String merchant) {
            return post(installation.queryService().resolve("/v1/query"), bearer(merchant), question);
        }

        private HttpRequest broker(String merchant) {
            String body = json.createObjectNode()
                    .put("query", statement.replace("${merchant}", merchant))
                    .put("resultFormat", "array")
                    .toString();
            return post(sql, authorization, body);
        }

        private HttpRequest post(URI address, String credentials, String body) {
            return HttpRequest.newBuilder(address)
                    .timeout(Duration.ofMinutes(1))
                    .header("Authorization", credentials)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
        }

        double millis(HttpRequest request, int expected) throws InterruptedException {
            long begun = System.nanoTime();
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                double millis = (System.nanoTime() - begun) / 1e6;
                if (answer.statusCode() != expected || (expected == 200 && isEmpty(answer.body()))) {
                    throw new BenchmarkException(
                            request.uri() + " answers " + answer.statusCode() + " " + answer.body());
                }
                return millis;
            } catch (IOException e) {
                throw new BenchmarkException(request.uri() + " does not answer: " + e.getMessage(), e);
            }
        }

        /** Every merchant has events on each day; an answer without any would measure nothing. */
        private boolean isEmpty(String body) {
            try {
                JsonNode answer = json.readTree(body);
                return answer.isArray() ? answer.isEmpty() : answer.path("rows").isEmpty() && !answer.has("measures");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A merchant's dashboards keep their token. */
        private String bearer(String merchant) {
            return bearers.computeIfAbsent(
                    merchant, name -> "Bearer " + tokens.signForMerchant(new MerchantId(name), TIME_TO_LIVE));
        }

        /** Ranks beyond the head, by 1/rank. */
        private int merchant(Random random) {
            double at = random.nextDouble() * weights[weights.length - 1];
            int low = 0;
            int high = weights.length - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (weights[middle] < at) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return HEAD + low;
        }
    }

    private static String resource(String name) {
        try (InputStream in = QueryBenchmark.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
