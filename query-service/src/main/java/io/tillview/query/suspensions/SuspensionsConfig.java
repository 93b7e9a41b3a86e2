package io.tillview.query.suspensions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How suspensions come to a replica. How long one without news decides from old ones is no setting. */
@ConfigMapping(prefix = "tillview.suspensions")
public interface SuspensionsConfig {
    /** The shortest interval. */
    Duration MIN_REFRESH_INTERVAL = Duration.ofMillis(100);

    /** The longest: two readings in a row may fail and the third comes in time. */
    Duration MAX_REFRESH_INTERVAL = Duration.ofSeconds(2);

    /** How long after a reading the next one begins. */
    @WithDefault("PT1S")
    Duration refreshInterval();

    /** What is wrong with it, one line each with its remedy; empty if nothing is. */
    default List<String> faults() {
        boolean within = refreshInterval().compareTo(MIN_REFRESH_INTERVAL) >= 0
                && refreshInterval().compareTo(MAX_REFRESH_INTERVAL) <= 0;
        return within
                ? List.of()
                : List.of("tillview.suspensions.refresh-interval is " + refreshInterval() + ": it has to be "
                        + MIN_REFRESH_INTERVAL + " to " + MAX_REFRESH_INTERVAL + ".");
    }
}
