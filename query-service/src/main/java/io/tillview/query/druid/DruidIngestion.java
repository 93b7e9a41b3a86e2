package io.tillview.query.druid;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Ingestion;
import io.tillview.query.freshness.SupervisorAnswer;
import io.tillview.query.freshness.SupervisorAnswer.NoAnswer;
import io.tillview.query.freshness.SupervisorAnswer.NoSuchSupervisor;
import io.tillview.query.freshness.SupervisorAnswer.Told;
import io.tillview.query.freshness.TaskAnswer;
import io.tillview.tenancy.token.StatusTokenSigner;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the Overlords (which are the Coordinators, too), beginning with the one that could say last time, until one can. Only
 * the leader can; the others would send us on to an address of their own choosing, which is not followed: our token goes to
 * configured addresses only, and the leader is one of them. How far a task is, it says itself.
 */
public final class DruidIngestion implements Ingestion {
    private static final String STATUS = "/druid/indexer/v1/supervisor/%s/status";
    private static final String DATASOURCE = "/druid/coordinator/v1/datasources/%s";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final List<URI> overlords;
    private final StatusRequests requests;
    private final TaskOffsets tasks;
    private int lastAnswered;

    /**
     * @param config a configuration without faults
     * @param signer signs what we show to Druid
     * @param clock what time it is
     */
    public DruidIngestion(DruidConfig config, StatusTokenSigner signer, InstantSource clock) {
        this.overlords = config.overlordAddresses();
        this.requests = new StatusRequests(BrokerTransport.httpClient(config.connectTimeout()), signer, clock);
        this.tasks = new TaskOffsets(requests, config.indexerAddresses());
    }

    /** Takes 2 seconds an Overlord at most. */
    @Override
    public SupervisorAnswer supervisor(Datasource datasource) {
        List<String> reasons = new ArrayList<>();
        Optional<HttpResponse<byte[]>> reply = ask(STATUS.formatted(datasource.table()), reasons);
        if (reply.isPresent() && reply.get().statusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
            return new NoSuchSupervisor();
        }
        try {
            if (reply.isPresent()) {
                return new Told(SupervisorStatusJson.report(reply.get().body()));
            }
        } catch (IOException e) {
            reasons.add(e.getMessage());
        }
        return new NoAnswer(String.join("; ", reasons));
    }

    /** Takes 2 seconds a Coordinator at most. */
    @Override
    public Optional<Instant> earliest(Datasource datasource) {
        return ask(DATASOURCE.formatted(datasource.table()), new ArrayList<>())
                .filter(reply -> reply.statusCode() == HttpURLConnection.HTTP_OK)
                .flatMap(reply -> SupervisorStatusJson.earliest(reply.body()));
    }

    @Override
    public Map<String, TaskAnswer> tasks(Set<String> ids) {
        return tasks.ask(ids);
    }

    /** Empty if none of them leads, or none answers. */
    private Optional<HttpResponse<byte[]>> ask(String path, List<String> reasons) {
        int first = lastAnswered;
        for (int i = 0; i < overlords.size(); i++) {
            int index = (first + i) % overlords.size();
            URI overlord = overlords.get(index);
            try {
                HttpResponse<byte[]> reply = StatusRequests.await(requests.send(overlord, path), TIMEOUT);
                if (reply.statusCode() / 100 == 2 || reply.statusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    lastAnswered = index;
                    return Optional.of(reply);
                }
                reasons.add(overlord
                        + (reply.statusCode() / 100 == 3
                                ? " is not the leader"
                                : " answered with the HTTP status " + reply.statusCode()));
            } catch (IOException e) {
                reasons.add(overlord + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }
}
