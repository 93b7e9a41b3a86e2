package io.tillview.events.kafka;

import java.time.Duration;

/** How long the crash and outage tests take: a short form in every build, and the full one with {@code -Psdk-soak}. */
final class Soak {

    private static final boolean FULL = Boolean.getBoolean("tillview.sdk.soak");

    private Soak() {}

    static int times(int usually, int inFull) {
        return FULL ? inFull : usually;
    }

    static Duration time(Duration usually, Duration inFull) {
        return FULL ? inFull : usually;
    }
}
