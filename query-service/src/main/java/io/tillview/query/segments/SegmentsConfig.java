package io.tillview.query.segments;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How closely what Brokers serve is watched. */
@ConfigMapping(prefix = "tillview.cache")
public interface SegmentsConfig {

    /** How long to wait before a Broker is asked again what changed. */
    @WithDefault("PT0.25S")
    Duration viewInterval();

    /** What is wrong with it, one line each with its remedy; empty if nothing is. */
    default List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (viewInterval().isZero() || viewInterval().isNegative()) {
            faults.add("tillview.cache.view-interval has to be longer than none, PT0.25S for one.");
        }
        return faults;
    }
}
