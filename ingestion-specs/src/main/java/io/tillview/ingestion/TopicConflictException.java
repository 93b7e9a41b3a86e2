package io.tillview.ingestion;

/** A topic has more partitions than its definition: Kafka can't take partitions away, and the merchants' keys would move. */
public final class TopicConflictException extends IngestionException {

    private static final long serialVersionUID = 1L;

    private final int defined;
    private final int actual;

    TopicConflictException(String topic, int defined, int actual) {
        super(
                topic,
                "it has " + actual + " partitions and is defined with " + defined + ", and partitions never shrink",
                "Define at least " + actual + " partitions.",
                null);
        this.defined = defined;
        this.actual = actual;
    }

    /** Partitions the definition asks for. */
    public int defined() {
        return defined;
    }

    /** Partitions the topic has. */
    public int actual() {
        return actual;
    }
}
