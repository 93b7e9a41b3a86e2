package io.tillview.query.assembly;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tillview.query.druid.BrokerSegments;
import io.tillview.query.druid.DelegationConfig;
import io.tillview.query.druid.DruidConfig;
import io.tillview.query.druid.HomeBrokers;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.segments.PolledSegmentWatch;
import io.tillview.query.segments.SegmentsConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** What knows which segments Brokers serve. */
@ApplicationScoped
public class SegmentsAssembly {
    private static final int BEFORE_ALL = 1;
    private static final int AFTERWARDS = 2;

    /** Refuses to start with a configuration that can't work. */
    void start(@Observes @Priority(BEFORE_ALL) StartupEvent event, SegmentsConfig config) {
        List<String> faults = config.faults();
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The configuration can't be used:\n  - " + String.join("\n  - ", faults));
        }
    }

    /** Begins to ask. */
    void begin(@Observes @Priority(AFTERWARDS) StartupEvent event, PolledSegmentWatch watch) {
        watch.start();
    }

    @Produces
    @Singleton
    PolledSegmentWatch segmentWatch(
            DruidConfig druid,
            DelegationConfig delegation,
            KnownFreshness freshness,
            SegmentsConfig config,
            InstantSource clock,
            MeterRegistry metrics) {
        return new PolledSegmentWatch(
                druid.brokerAddresses(),
                new HomeBrokers(druid.brokerAddresses())::home,
                new BrokerSegments(druid, delegation.statusSigner(clock), clock),
                freshness,
                System::nanoTime,
                config.viewInterval(),
                metrics);
    }

    void stop(@Disposes PolledSegmentWatch watch) {
        watch.close();
    }
}
