package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch of six panels about the same events costs the Broker, by what one of them costs it alone; none was asked before, and each
 * time it is another merchant. Asked one after another, some of the one and some of the other in turn.
 */
final class BatchPanels {
    private static final int ROUNDS = 10;
    private static final int IN_A_ROUND = 25;
    private static final int FIRST_NUMBER = 10_000_000;
    private static final byte[] EMPTY = "\"rows\":[]".getBytes(UTF_8);
    private static final byte[] MISS = "\"cache\":\"MISS\"".getBytes(UTF_8);

    private final URI server;
    private final URI query;
    private final URI batch;
    private final Dashboards dashboards;
    private final MerchantTokens tokens;
    private final int merchantCount;
    private final ProcessCpu broker;
    private final List<Double> batches = new ArrayList<>();
    private final List<Double> questions = new ArrayList<>();
    private int asked;

    BatchPanels(TemporaryInstallation installation, Dashboards dashboards, MerchantTokens tokens, int merchantCount) {
        this.server = installation.queryService();
        this.query = server.resolve("/v1/query");
        this.batch = server.resolve("/v1/query/batch");
        this.dashboards = dashboards;
        this.tokens = tokens;
        this.merchantCount = merchantCount;
        this.broker = new ProcessCpu(installation, "broker");
    }

    /** Finds out what the Broker takes while nobody asks, and asks some without counting. */
    void warmUp() throws InterruptedException {
        askInTurn(1);
        broker.learnIdleShare();
    }

    /** Measures once; what came of it in a line. */
    String measure() {
        Cost cost = askInTurn(ROUNDS);
        batches.add(cost.batch());
        questions.add(cost.question());
        return "%.1f ms of the Broker's CPU time for six panels, %.1f ms for one"
                .formatted(1_000 * cost.batch(), 1_000 * cost.question());
    }

    List<Figure> figures() {
        return List.of(Figure.against(
                "query.batch_broker_cpu", "s", 2.5, false, "one of its questions alone", batches, questions));
    }

    private Cost askInTurn(int rounds) {
        double ofBatches = 0;
        double ofQuestions = 0;
        try (KeptConnection connection = new KeptConnection(server)) {
            for (int round = 0; round < rounds; round++) {
                ofBatches += cost(connection, true);
                ofQuestions += cost(connection, false);
            }
        } catch (IOException e) {
            throw new BenchmarkException(server + " does not answer: " + e.getMessage(), e);
        }
        return new Cost(ofBatches / rounds / IN_A_ROUND, ofQuestions / rounds / IN_A_ROUND);
    }

    private double cost(KeptConnection connection, boolean whole) throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < IN_A_ROUND; i++) {
            requests.add(request(whole));
        }
        int panels = whole ? Dashboards.PANELS_OF_ONE_SOURCE.size() : 1;
        ProcessCpu.Mark before = broker.mark();
        for (byte[] request : requests) {
            int status = connection.ask(request);
            AnswerBody body = connection.body();
            if (status != 200 || body.has(EMPTY) || body.count(MISS) != panels) {
                throw new BenchmarkException(
                        "Panels that were never asked for before are answered " + status + " " + body);
            }
        }
        return broker.since(before);
    }

    private byte[] request(boolean whole) {
        int number = asked++;
        String authorization = tokens.authorization(ZipfMerchants.name(number % merchantCount));
        if (whole) {
            return KeptConnection.post(batch, authorization, dashboards.newBatch(FIRST_NUMBER + number));
        }
        // Each of them as often.
        String panel = Dashboards.PANELS_OF_ONE_SOURCE.get(number % Dashboards.PANELS_OF_ONE_SOURCE.size());
        return KeptConnection.post(query, authorization, dashboards.newQuestion(panel, FIRST_NUMBER + number));
    }

    /** CPU seconds of the Broker for each. */
    private record Cost(double batch, double question) {}
}
