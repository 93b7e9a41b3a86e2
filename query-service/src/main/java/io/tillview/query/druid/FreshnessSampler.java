package io.tillview.query.druid;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.druid.SupervisorAnswer.NoAnswer;
import io.tillview.query.druid.SupervisorAnswer.NoSuchSupervisor;
import io.tillview.query.druid.SupervisorAnswer.Told;
import io.tillview.query.freshness.DatasourceWatch;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.IngestionState;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.tenancy.token.StatusTokenSigner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Overlord again and again, in the background, how far each datasource's supervisor is: callers get what is known
 * and wait for nobody, and however many they are, the Overlord hears one voice a replica. A supervisor has its datasource's
 * name.
 */
public final class FreshnessSampler implements KnownFreshness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FreshnessSampler.class);

    private final List<DatasourceWatch> watches =
            Arrays.stream(Datasource.values()).map(DatasourceWatch::new).toList();
    private final SupervisorStatusClient client;
    private final Duration interval;
    private final boolean anyOverlord;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread sampler = new Thread(task, "freshness");
        sampler.setDaemon(true);
        return sampler;
    });

    /**
     * @param config a configuration without faults; without Overlords in it nothing is ever known
     * @param signer signs what we show to the Overlord
     * @param clock what time it is
     */
    public FreshnessSampler(DruidConfig config, StatusTokenSigner signer, InstantSource clock) {
        this.client = new SupervisorStatusClient(
                BrokerTransport.httpClient(config.connectTimeout()), config.overlordAddresses(), signer, clock);
        this.interval = config.freshnessInterval();
        this.anyOverlord = !config.overlordAddresses().isEmpty();
    }

    /** Begins to ask. To be called once. */
    public void start() {
        if (!anyOverlord) {
            LOG.warn("tillview.druid.overlords is not set: nobody can say how far the data reaches.");
            return;
        }
        ScheduledFuture<?> begun =
                thread.scheduleWithFixedDelay(this::sampleAll, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
        LOG.debug("Freshness is sampled every {}: {}", interval, begun);
    }

    @Override
    public List<Freshness> all() {
        return watches.stream().map(DatasourceWatch::freshness).toList();
    }

    /** Stops asking; what is known stays known. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void sampleAll() {
        for (DatasourceWatch watch : watches) {
            Freshness before = watch.freshness();
            String why = "";
            try {
                why = sample(watch);
            } catch (RuntimeException e) {
                // An exception would end the schedule for good.
                LOG.error("Freshness could not be sampled.", e);
                watch.unreachable();
            }
            report(before.state(), watch.freshness(), why);
        }
    }

    private String sample(DatasourceWatch watch) {
        String supervisor = watch.freshness().datasource().table();
        SupervisorAnswer answer = client.ask(supervisor);
        if (answer instanceof Told told && watch.heard(told.report())) {
            answer = client.ask(supervisor);
            if (answer instanceof Told again) {
                // Whether the time is new once more doesn't matter: the next round will see it.
                watch.heard(again.report());
            }
        }
        if (answer instanceof NoSuchSupervisor) {
            watch.missing();
        } else if (answer instanceof NoAnswer noAnswer) {
            watch.unreachable();
            return noAnswer.why();
        }
        return "";
    }

    /** Once a change, not once a sample. */
    private static void report(IngestionState before, Freshness now, String why) {
        if (before == now.state() || Thread.currentThread().isInterrupted()) {
            return;
        }
        String change = "The ingestion of " + now.datasource().table() + " is "
                + now.state().externalName() + (why.isEmpty() ? "." : ": " + why);
        if (now.state() == IngestionState.INGESTING || now.state() == IngestionState.STARTING) {
            LOG.info(change);
        } else {
            LOG.warn(change);
        }
    }
}
