package io.tillview.ingestion;

/** Kafka didn't answer in time or refused what was asked. */
public final class KafkaRefusedException extends IngestionException {

    private static final long serialVersionUID = 1L;

    /** About a topic; the cause is what Kafka's client said. */
    public KafkaRefusedException(String topic, String fact, Throwable cause) {
        super(topic, fact, "Check that Kafka runs and that the admin properties are those of its super user.", cause);
    }
}
