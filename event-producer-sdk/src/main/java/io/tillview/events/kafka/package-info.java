/**
 * Events leave to Kafka: {@link io.tillview.events.kafka.KafkaEventPublisher}, made by its builder.
 *
 * <p>An event goes {@code publish} → {@code WaitingEvents}, a queue bounded by memory → one sending thread → Kafka's own
 * producer, which batches, compresses and repeats → {@code OutgoingEvent}, which turns Kafka's answer into the outcome. The
 * queue is what keeps {@code publish} from waiting: Kafka's producer blocks its caller while it doesn't know the topic's
 * partitions yet or has no room, and here its caller is the sending thread.
 */
package io.tillview.events.kafka;
