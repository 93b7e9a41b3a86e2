package io.tillview.query.exports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Exports: where their files lie, and their bounds. All replicas have the same. */
@ConfigMapping(prefix = "tillview.exports")
public interface ExportsConfig {

    /** The folder that all replicas share; there are no exports without. */
    Optional<String> folder();

    /** How many a merchant may have, finished ones that are kept included. */
    @WithDefault("10")
    int perMerchant();

    /** How many are written at once by this replica; one of each merchant. */
    @WithDefault("2")
    int runningAtOnce();

    /** How many files are sent at once by this replica. */
    @WithDefault("16")
    int downloadsAtOnce();

    /** How many of these for one merchant. */
    @WithDefault("4")
    int downloadsPerMerchant();

    /** How long an export is kept, from when it was asked for. */
    @WithDefault("PT24H")
    Duration life();

    /** After how long without a question about it an unfinished export is given up. */
    @WithDefault("PT1H")
    Duration abandonedAfter();

    /** The most bytes of a file. */
    @WithDefault("21474836480")
    long maxBytes();

    /** How long to wait before looking again for something to write. */
    @WithDefault("PT1S")
    Duration pollInterval();

    /** How long to wait before looking again for what has to be cleared away. */
    @WithDefault("PT30S")
    Duration clearInterval();

    /** How long an export stays a replica's own that isn't heard of. */
    @WithDefault("PT15S")
    Duration lease();

    /** What is wrong with it, one line each with its remedy; empty if nothing is. */
    default List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (perMerchant() < 1 || runningAtOnce() < 1 || downloadsAtOnce() < 1 || downloadsPerMerchant() < 1) {
            faults.add(
                    "tillview.exports: per-merchant, running-at-once, downloads-at-once and downloads-per-merchant have"
                            + " to be 1 or more.");
        }
        if (maxBytes() < 1) {
            faults.add("tillview.exports.max-bytes has to be 1 or more.");
        }
        if (isTooShort(life()) || isTooShort(abandonedAfter()) || isTooShort(lease())) {
            faults.add("tillview.exports: life, abandoned-after and lease have to be 3 seconds or more.");
        }
        if (pollInterval().toMillis() < 1 || clearInterval().toMillis() < 1) {
            faults.add("tillview.exports: poll-interval and clear-interval have to be longer than none, PT1S for one.");
        }
        return faults;
    }

    private static boolean isTooShort(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(3)) < 0;
    }
}
