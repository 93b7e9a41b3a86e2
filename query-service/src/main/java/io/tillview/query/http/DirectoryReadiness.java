package io.tillview.query.http;

import io.tillview.query.suspensions.KnownSuspensions;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** {@code /q/health/ready}: a replica that doesn't know who is suspended answers no merchant, and another may. */
@Readiness
@Singleton
public final class DirectoryReadiness implements HealthCheck {
    private final KnownSuspensions suspensions;

    /** @param suspensions what is known */
    public DirectoryReadiness(KnownSuspensions suspensions) {
        this.suspensions = suspensions;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("how merchants stand is known")
                .status(suspensions.isCurrent())
                .build();
    }
}
