package io.tillview.query.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the last half hour is followed. */
@ConfigMapping(prefix = "tillview.realtime")
public interface RealtimeConfig {
    /** How long after an event the next one comes. */
    @WithDefault("PT5S")
    Duration every();

    /** How many may follow at once; each asks Druid once for every event. */
    @WithDefault("200")
    int maxFollowers();

    /** How many of them may follow the same merchant. */
    @WithDefault("20")
    int maxFollowersPerMerchant();
}
