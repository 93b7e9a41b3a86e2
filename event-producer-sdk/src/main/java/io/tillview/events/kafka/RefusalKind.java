package io.tillview.events.kafka;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidRequiredAcksException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/** What a refusal of Kafka's producer says about the event. */
enum RefusalKind {
    /** Not taken for want of room or of knowledge of the topic: ask again. Only at the hand-over. */
    NOT_YET,
    /** Not stored, and it is not the event's fault: it may be taken later, when somebody has changed something. */
    NOT_STORED,
    /** Not stored, and this event never will be. */
    NEVER,
    /** The producer is broken: whether it has the event shows when it is closed. Only at the hand-over. */
    BROKEN,
    /** It may be stored or not, and nobody will say. Only as an answer. */
    UNCERTAIN;

    /**
     * At the hand-over. What is thrown before a record is in a batch is known from the producer's source (4.1, {@code doSend}):
     * the rest comes from the check of the idempotent producer's state, after the record was put into its batch.
     */
    static RefusalKind atHandOver(Exception refusal) {
        if (refusal instanceof TimeoutException || refusal instanceof InterruptException) {
            return NOT_YET;
        }
        if (refusal instanceof RecordTooLargeException) {
            return NEVER;
        }
        if ((refusal instanceof AuthorizationException && !(refusal instanceof ClusterAuthorizationException))
                || refusal instanceof AuthenticationException
                || refusal instanceof InvalidTopicException) {
            return NOT_STORED;
        }
        return BROKEN;
    }

    /**
     * As an answer. A producer that fails for good aborts what is on its way with the reason of its failure, so that a {@code
     * ClusterAuthorizationException} says nothing about a batch unless no batch was ever sent.
     *
     * @param anythingSent whether the producer ever sent a batch
     */
    static RefusalKind asAnswer(Exception refusal, boolean anythingSent) {
        if (refusal instanceof RecordTooLargeException
                || refusal instanceof RecordBatchTooLargeException
                || refusal instanceof UnsupportedForMessageFormatException) {
            return NEVER;
        }
        if (!anythingSent) {
            return NOT_STORED;
        }
        boolean ofTheBatch =
                (refusal instanceof AuthorizationException && !(refusal instanceof ClusterAuthorizationException))
                        || refusal instanceof InvalidTopicException
                        || refusal instanceof InvalidTimestampException
                        || refusal instanceof InvalidRecordException
                        || refusal instanceof InvalidRequiredAcksException
                        || refusal instanceof PolicyViolationException
                        || refusal instanceof UnknownTopicOrPartitionException;
        return ofTheBatch || isOfARefusedBatch(refusal) ? NOT_STORED : UNCERTAIN;
    }

    /**
     * Where a broker refuses a batch for some of its records, the others' exception has no class of its own. Such refusals are of the
     * topic's settings (its range of timestamps), not of one of our records, which all have a key and a bounded value.
     */
    private static boolean isOfARefusedBatch(Exception refusal) {
        return refusal.getClass() == KafkaException.class
                && String.valueOf(refusal.getMessage())
                        .startsWith("Failed to append record because it was part of a batch");
    }
}
