package io.tillview.query.http;

import io.tillview.query.answering.BrokerReach;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** {@code /q/health/ready}: ready when a Broker answers. */
@Readiness
@Singleton
public final class BrokerReadiness implements HealthCheck {
    private final BrokerReach reach;

    /** @param reach asks the Brokers */
    public BrokerReadiness(BrokerReach reach) {
        this.reach = reach;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("a Druid Broker answers")
                .status(reach.isAnyAnswering())
                .build();
    }
}
