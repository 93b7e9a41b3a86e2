package io.tillview.query.assembly;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tillview.query.limits.LimitsConfig;
import io.tillview.query.limits.MerchantLimits;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** What counts merchants' requests. */
@ApplicationScoped
public class LimitsAssembly {
    private static final int BEFORE_ALL = 1;

    /** Refuses to start with limits that let nothing through. */
    void start(@Observes @Priority(BEFORE_ALL) StartupEvent event, LimitsConfig config) {
        List<String> faults = config.faults();
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The configuration can't be used:\n  - " + String.join("\n  - ", faults));
        }
    }

    @Produces
    @Singleton
    MerchantLimits limits(LimitsConfig config, InstantSource clock) {
        return new MerchantLimits(config, clock);
    }
}
