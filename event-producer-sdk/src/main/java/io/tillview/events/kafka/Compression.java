package io.tillview.events.kafka;

import java.util.Locale;

/** How batches are compressed on their way to Kafka and within it. */
public enum Compression {
    /** About a third of the JSON's size, for the least CPU. */
    LZ4,
    /** About a fifth of the JSON's size, for about twice the CPU. */
    ZSTD,
    /** Not at all. */
    NONE;

    String kafkaName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
