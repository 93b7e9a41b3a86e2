package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.ServiceStatus;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No answer ever claims an event that it lacks, whatever is killed, suspended or restarted meanwhile. */
@ExtendWith(TillviewExtension.class)
class WatermarkIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Tillview tillview;

    WatermarkIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void an_answer_has_every_event_up_to_the_time_it_names() throws Exception {
        try (WatermarkProber prober = new WatermarkProber(tillview)) {
            prober.awaitReaches(Instant.now(), PATIENCE);
            Instant steady = Instant.now();
            prober.awaitAnswers(60);
            double[] lags = prober.lagSeconds(steady);
            report("steady: dataThrough is behind by a median of %.2f s, %.2f s at most"
                    .formatted(lags[lags.length / 2], lags[lags.length - 1]));

            kill(Endpoint.INDEXER);
            Instant killed = Instant.now();
            tillview.cluster().start(Endpoint.INDEXER.label());
            prober.awaitReaches(Instant.now(), PATIENCE);
            report("Indexer killed and back: answers reach on after " + Duration.between(killed, Instant.now()));

            supervisor("merchant_events/suspend");
            prober.awaitAnswers(40);
            supervisor("merchant_events/resume");
            Instant resumed = Instant.now();
            prober.awaitReaches(resumed, PATIENCE);
            report("resumed: answers reach on after " + Duration.between(resumed, Instant.now()));

            tillview.cluster().stop(Endpoint.QUERY_SERVICE.label());
            tillview.cluster().start(Endpoint.QUERY_SERVICE.label());
            Instant restarted = Instant.now();
            prober.awaitReaches(restarted, PATIENCE);
            report("query-service restarted: answers reach on after " + Duration.between(restarted, Instant.now()));

            prober.stopPublishing();
            for (int i = 0; i < 3; i++) {
                Instant idle = Instant.now();
                prober.awaitReaches(idle, PATIENCE);
                report("idle: answers reach a moment after " + Duration.between(idle, Instant.now()));
            }

            report(prober.summary());
            assertThat(prober.lacking(Duration.ofSeconds(10)))
                    .as("answers without what the killed Indexer had read: what this test is about")
                    .isPositive();
            prober.assertNothingClaimedIsLacking();
        }
    }

    private void kill(Endpoint endpoint) throws Exception {
        for (ServiceStatus status : tillview.cluster().status()) {
            if (status.service().equals(endpoint.label())) {
                ProcessHandle process =
                        ProcessHandle.of(status.pid().orElseThrow()).orElseThrow();
                assertThat(process.destroyForcibly()).isTrue();
                process.onExit().get();
            }
        }
    }

    private void supervisor(String request) {
        URI uri = tillview.installation().http(Endpoint.COORDINATOR).resolve("/druid/indexer/v1/supervisor/" + request);
        HttpResponse<String> response = tillview.post(uri, tillview.adminAuthorization(), "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static void report(String line) {
        System.out.println("Watermark: " + line);
    }
}
