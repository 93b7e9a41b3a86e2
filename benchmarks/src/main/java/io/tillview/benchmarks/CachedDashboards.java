package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Dashboards that many merchants open again and again: how many of their questions query-service answers from its cache, and how many of the
 * same SQL the Broker answers with all of Druid's caches on. Both sides have had every question before. The same load generator
 * asks both, and runs beside them.
 */
final class CachedDashboards {
    /** How many of the installation's merchants ask. */
    static final int MERCHANTS = 1_000;

    private static final int CLOSED_CONNECTIONS = 8;
    private static final int OPEN_CONNECTIONS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(12);
    private static final double SHARE_OF_HITS = 0.99;
    private static final double TARGET = 20;
    /** Latencies are taken at half of what the Broker has to be beaten by. */
    private static final double LOAD_OF_LATENCIES = TARGET / 2;

    private static final double MICROS = 1e6;

    private final String admin;
    private final Asked rest;
    private final Asked broker;
    private final ProcessCpu historical;
    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> brokerPerSecond = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();

    CachedDashboards(TemporaryInstallation installation, Dashboards dashboards, MerchantTokens tokens) {
        URI query = installation.queryService().resolve("/v1/query");
        URI sql = installation.broker().resolve("/druid/v2/sql");
        String druidAdmin = new DruidAdmin(installation).authorization();
        this.admin = tokens.admin();
        List<byte[]> questions = new ArrayList<>();
        List<byte[]> statements = new ArrayList<>();
        for (int i = 0; i < MERCHANTS * Dashboards.PANELS.size(); i++) {
            String merchant = ZipfMerchants.name(i / Dashboards.PANELS.size());
            String panel = Dashboards.PANELS.get(i % Dashboards.PANELS.size());
            questions.add(KeptConnection.post(query, tokens.authorization(merchant), dashboards.question(panel)));
            statements.add(KeptConnection.post(sql, druidAdmin, dashboards.statement(panel, merchant)));
        }
        this.historical = new ProcessCpu(installation, "historical");
        this.rest = new Asked(
                installation.queryService(), questions, new FromRest(), new ProcessCpu(installation, "query-service"));
        this.broker =
                new Asked(installation.broker(), statements, new FromBroker(), new ProcessCpu(installation, "broker"));
    }

    /** Asks every question of every merchant once, so that whoever keeps answers has them all; what query-service says it keeps. */
    String warmUp() throws InterruptedException {
        rest.once();
        String kept = kept();
        broker.once();
        rest.ask(Pace.closed(WARM_UP), CLOSED_CONNECTIONS, 0);
        broker.ask(Pace.closed(WARM_UP), CLOSED_CONNECTIONS, 0);
        return "%d questions asked; the cache: %s".formatted(MERCHANTS * Dashboards.PANELS.size(), kept);
    }

    private String kept() {
        try (KeptConnection connection = new KeptConnection(rest.server())) {
            int status = connection.ask(KeptConnection.get(rest.server().resolve("/v1/admin/cache"), admin));
            if (status != 200) {
                throw new BenchmarkException("The cache's statistics are answered " + status + " " + connection.body());
            }
            return connection.body().toString();
        } catch (IOException e) {
            throw new BenchmarkException(rest.server() + " does not answer: " + e.getMessage(), e);
        }
    }

    /** Measures once; what came of it in a line. */
    String measure(int run) throws InterruptedException {
        Measured ours = rest.ask(Pace.closed(MEASURED), CLOSED_CONNECTIONS, run);
        ProcessCpu.Mark before = historical.mark();
        Measured peers = broker.ask(Pace.closed(MEASURED), CLOSED_CONNECTIONS, run);
        double historicalMicros =
                historical.since(before) * MICROS / peers.report().count();
        double rate = LOAD_OF_LATENCIES * peers.report().perSecond();
        Measured paced = rest.ask(Pace.open(rate, MEASURED), OPEN_CONNECTIONS, run);
        perSecond.add(ours.report().perSecond());
        brokerPerSecond.add(peers.report().perSecond());
        p99.add(Percentiles.percentile(paced.report().latencies(), 0.99));
        return "%.0f/s from the cache (us of CPU each: %.0f there, %.0f asking) against %.0f/s (%.0f, %.0f at the Historical, %.0f); p99 %.2f ms at %.0f/s"
                .formatted(
                        ours.report().perSecond(),
                        ours.serverMicros(),
                        ours.report().cpuMicros(),
                        peers.report().perSecond(),
                        peers.serverMicros(),
                        historicalMicros,
                        peers.report().cpuMicros(),
                        p99.get(run - 1),
                        rate);
    }

    List<Figure> figures() {
        return List.of(
                Figure.against(
                        "query.cached_vs_broker",
                        "/s",
                        TARGET,
                        true,
                        "the SQL at the Broker with all its caches on",
                        perSecond,
                        brokerPerSecond),
                Figure.lessIsBetter("query.cached_p99_ms", "ms", 5, p99));
    }

    /** What came of a load, and what it took of the server's CPU time for each request. */
    private record Measured(LoadReport report, double serverMicros) {}

    /** One of the two sides. */
    private record Asked(URI server, List<byte[]> requests, Load.Expected expected, ProcessCpu cpu) {

        void once() throws InterruptedException {
            new Load(server, CLOSED_CONNECTIONS, (number, random) -> requests.get((int) number), expected)
                    .run(Pace.closed(requests.size()), 0);
        }

        Measured ask(Pace pace, int connections, long seed) throws InterruptedException {
            ZipfMerchants merchants = new ZipfMerchants(MERCHANTS, 0);
            int panels = Dashboards.PANELS.size();
            ProcessCpu.Mark before = cpu.mark();
            LoadReport report = new Load(
                            server, connections, (number, random) -> draw(merchants, panels, random), expected)
                    .run(pace, seed)
                    .with(SHARE_OF_HITS);
            return new Measured(report, cpu.since(before) * MICROS / report.count());
        }

        private byte[] draw(ZipfMerchants merchants, int panels, SplittableRandom random) {
            return requests.get(merchants.draw(random) * panels + random.nextInt(panels));
        }
    }

    /** Rows from the cache. */
    private record FromRest() implements Load.Expected {
        private static final byte[] EMPTY = "\"rows\":[]".getBytes(UTF_8);
        private static final byte[] HIT = "\"cache\":\"HIT\"".getBytes(UTF_8);

        @Override
        public boolean fails(int status, AnswerBody body) {
            return status != 200 || body.has(EMPTY);
        }

        @Override
        public boolean isWanted(AnswerBody body) {
            return body.has(HIT);
        }
    }

    /** Rows. */
    private record FromBroker() implements Load.Expected {
        private static final byte[] ROW = "[[".getBytes(UTF_8);

        @Override
        public boolean fails(int status, AnswerBody body) {
            return status != 200 || !body.beginsWith(ROW);
        }

        @Override
        public boolean isWanted(AnswerBody body) {
            return true;
        }
    }
}
