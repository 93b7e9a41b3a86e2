package io.tillview.query.answering;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** How much funnels and retention may cost. */
@ConfigMapping(prefix = "tillview.journeys")
public interface JourneysConfig {

    /**
     * Up to how many events that match a step an answer is exact; of more, a sample of visitors is taken. Each takes 40 bytes of heap while
     * it is looked at.
     */
    @WithDefault("1000000")
    int maxEvents();

    /** How many may be worked out at once, half of them, at least one, for one merchant; more are turned away at once. */
    @WithDefault("2")
    int maxConcurrent();

    /** What is wrong with it, one line each with its remedy; empty if nothing is. */
    default List<String> faults() {
        return maxEvents() < 1_000 || maxEvents() > 100_000_000 || maxConcurrent() < 1
                ? List.of("tillview.journeys.max-events has to be 1000 to 100000000, max-concurrent 1 or more.")
                : List.of();
    }
}
