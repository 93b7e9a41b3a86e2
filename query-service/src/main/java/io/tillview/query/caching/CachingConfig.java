package io.tillview.query.caching;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is kept of answers, and for how long. */
@ConfigMapping(prefix = "tillview.cache")
public interface CachingConfig {

    /** How much memory kept answers may take, about; {@code 0} keeps none. */
    @WithDefault("96M")
    MemorySize memory();

    /** How long rows count that were read where more are still being added; a little less for some, so that not all end at once. */
    @WithDefault("PT1S")
    Duration openLife();

    /**
     * How long what a Broker said it serves can be relied on. A kept answer may be older than the data by as much; once the Broker
     * hasn't said anything for longer, what is kept is used only where the question allows it to be stale.
     */
    @WithDefault("PT2S")
    Duration viewTolerance();

    /** What is wrong with it, one line each with its remedy; empty if nothing is. */
    default List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (openLife().isNegative()) {
            faults.add("tillview.cache.open-life has to be PT0S or longer, PT1S for one.");
        }
        if (viewTolerance().isNegative() || viewTolerance().isZero()) {
            faults.add("tillview.cache.view-tolerance has to be longer than none, PT2S for one.");
        }
        return faults;
    }
}
