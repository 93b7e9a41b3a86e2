package io.tillview.query.assembly;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tillview.query.directory.DirectoryConfig;
import io.tillview.query.directory.PostgreSqlSuspensionStore;
import io.tillview.query.request.SuspensionReader;
import io.tillview.query.suspensions.KnownSuspensions;
import io.tillview.query.suspensions.SuspensionStore;
import io.tillview.query.suspensions.Suspensions;
import io.tillview.query.suspensions.SuspensionsConfig;
import io.tillview.tenancy.MerchantAccess;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Who may read what, and who is suspended. */
@ApplicationScoped
public class SuspensionsAssembly {
    private static final int BEFORE_ALL = 1;
    private static final int AFTERWARDS = 2;

    /** Refuses to start with readings so rare that the promise can't be kept. */
    void start(@Observes @Priority(BEFORE_ALL) StartupEvent event, SuspensionsConfig config) {
        List<String> faults = config.faults();
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The configuration can't be used:\n  - " + String.join("\n  - ", faults));
        }
    }

    /** Begins with what goes on in the background. */
    void begin(@Observes @Priority(AFTERWARDS) StartupEvent event, KnownSuspensions suspensions) {
        suspensions.start();
    }

    /** Nobody reads any more when the connections are closed. */
    void end(@Observes ShutdownEvent event, KnownSuspensions suspensions) {
        suspensions.close();
    }

    @Produces
    @Singleton
    PostgreSqlSuspensionStore suspensionStore(DirectoryConfig config) {
        return new PostgreSqlSuspensionStore(config);
    }

    void stop(@Disposes PostgreSqlSuspensionStore store) {
        store.close();
    }

    @Produces
    @Singleton
    KnownSuspensions knownSuspensions(SuspensionStore store, SuspensionsConfig config) {
        return new KnownSuspensions(store, config, System::nanoTime);
    }

    void stop(@Disposes KnownSuspensions suspensions) {
        suspensions.close();
    }

    @Produces
    @Singleton
    Suspensions suspensions(SuspensionStore store, KnownSuspensions known) {
        return new Suspensions(store, known);
    }

    @Produces
    @Singleton
    MerchantAccess merchantAccess(KnownSuspensions directory) {
        return new MerchantAccess(directory);
    }

    @Produces
    @Singleton
    SuspensionReader suspensionReader() {
        return new SuspensionReader();
    }
}
