package io.tillview.query.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.ArrayList;
import java.util.List;

/** What each merchant may take of one replica. */
@ConfigMapping(prefix = "tillview.limits")
public interface LimitsConfig {

    /** How many requests a second, in the long run; each question of a batch is one. */
    @WithDefault("100")
    int requestsPerSecond();

    /** How many at once after a pause: what the first rush on a dashboard takes. */
    @WithDefault("2000")
    int burst();

    /** How many may be answered at the same time; half the queries that may run at once. */
    @WithDefault("16")
    int concurrentRequests();

    /** What is wrong, each with its remedy. */
    default List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (requestsPerSecond() < 1 || concurrentRequests() < 1) {
            faults.add("tillview.limits.requests-per-second and concurrent-requests have to be 1 or more.");
        }
        // A batch of as many questions as one may have has to come through at some time.
        if (burst() < MerchantLimits.LARGEST_REQUEST) {
            faults.add("tillview.limits.burst has to be " + MerchantLimits.LARGEST_REQUEST
                    + " or more: so many questions has the largest batch.");
        }
        return faults;
    }
}
