package io.tillview.ingestion;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** What Kafka's administration answers. */
public final class KafkaAnswer {
    private static final long TIMEOUT_SECONDS = 30;

    private KafkaAnswer() {}

    /**
     * Waits half a minute for an answer.
     *
     * @param topic which topic it is about, for the error
     * @throws KafkaRefusedException with Kafka's own cause, if it doesn't come, or is a refusal
     */
    public static <T> T await(String topic, KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new KafkaRefusedException(topic, "Kafka says: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaRefusedException(topic, "Kafka didn't answer within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaRefusedException(topic, "interrupted while asking Kafka", e);
        }
    }
}
