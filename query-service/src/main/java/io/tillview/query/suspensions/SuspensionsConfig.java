package io.tillview.query.suspensions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How suspensions come to a replica, and how long it decides by what it knows where none come. */
@ConfigMapping(prefix = "tillview.suspensions")
public interface SuspensionsConfig {
    /** The shortest interval. */
    Duration MIN_REFRESH_INTERVAL = Duration.ofMillis(100);

    /** The longest: two readings in a row may fail and the third comes in time. */
    Duration MAX_REFRESH_INTERVAL = Duration.ofSeconds(2);

    /** As soon as a suspension has to hold everywhere: what is known counts for no less. */
    Duration MIN_KNOWN_FOR = Duration.ofSeconds(5);

    /** How long after a reading the next one begins. */
    @WithDefault("PT1S")
    Duration refreshInterval();

    /**
     * How long what was read counts while the directory can't be reached; after that nobody knows who is suspended, and no merchant is
     * answered. While it is away nobody can be suspended either, so only a replica that alone is cut off decides by something old.
     */
    @WithDefault("PT15M")
    Duration knownFor();

    /** What is wrong with it, one line each with its remedy; empty if nothing is. */
    default List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (refreshInterval().compareTo(MIN_REFRESH_INTERVAL) < 0
                || refreshInterval().compareTo(MAX_REFRESH_INTERVAL) > 0) {
            faults.add("tillview.suspensions.refresh-interval is " + refreshInterval() + ": it has to be "
                    + MIN_REFRESH_INTERVAL + " to " + MAX_REFRESH_INTERVAL + ".");
        }
        if (knownFor().compareTo(MIN_KNOWN_FOR) < 0) {
            faults.add("tillview.suspensions.known-for is " + knownFor() + ": it has to be " + MIN_KNOWN_FOR
                    + " or longer.");
        }
        return faults;
    }
}
