package io.tillview.endtoend;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.events.kafka.KafkaEventPublisher;
import io.tillview.events.publishing.PublishOutcome.Delivered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/** Events by chance, of closed days and of now; knows which of them Kafka has, and since when. */
final class InterleavedEvents implements AutoCloseable {
    private static final int A_DAY = 60;
    private static final Duration LATELY = Duration.ofMinutes(1);
    private static final int EARLIER_ONE_IN = 5;

    private final Tillview tillview;
    private final InterleavedTime time;
    private final SplittableRandom random;
    private final KafkaEventPublisher publisher;
    private final HostileStream late;
    private final Queue<Stored> stored = new ConcurrentLinkedQueue<>();

    /** An event, and since when it is stored. */
    private record Stored(MerchantEvent event, Instant at) {}

    InterleavedEvents(Tillview tillview, InterleavedTime time, SplittableRandom random) {
        this.tillview = tillview;
        this.time = time;
        this.random = random;
        this.publisher = tillview.publisher();
        this.late = new HostileStream(tillview, "interleaved-late");
    }

    /** Closed days of all of them; returns once they are served. */
    void importPast(List<String> merchants) throws Exception {
        List<MerchantEvent> past = new ArrayList<>();
        for (String merchant : merchants) {
            for (int i = 0; i < A_DAY * InterleavedTime.CLOSED_DAYS; i++) {
                past.add(ofClosedDay(merchant));
            }
        }
        tillview.importPast(past);
        past.forEach(event -> stored.add(new Stored(event, Instant.MIN)));
    }

    /** Of this minute mostly, some of an hour that is over. */
    void publish(String merchant) {
        if (random.nextInt(EARLIER_ONE_IN) == 0) {
            publishEarlier(merchant);
        } else {
            publish(event(merchant, Instant.now().minusMillis(random.nextLong(LATELY.toMillis()))));
        }
    }

    void publishEarlier(String merchant) {
        publish(event(merchant, time.earlierHour().plusSeconds(random.nextInt(3_600))));
    }

    private void publish(MerchantEvent event) {
        var unused = publisher.publishAsync(event).thenAccept(outcome -> {
            if (outcome instanceof Delivered delivered) {
                stored.add(new Stored(event, delivered.timestamp()));
            }
        });
    }

    void publishLate(String merchant) throws InterruptedException, ExecutionException {
        late.sendOne(new JsonEventEncoder().encode(ofClosedDay(merchant)));
    }

    /** How many events an answer has to have at least, by how far it says to reach; late ones are not among them. */
    long due(InterleavedQuestion question, Instant through) {
        return stored.stream()
                .filter(one -> one.event().merchantId().equals(question.merchant()))
                .filter(one -> !one.at().isAfter(through))
                .filter(one -> question.counted().orElseThrow().test(one.event()))
                .count();
    }

    private MerchantEvent ofClosedDay(String merchant) {
        Duration days = Duration.between(time.firstDay(), time.closedEnd());
        return event(merchant, time.firstDay().plusMillis(random.nextLong(days.toMillis())));
    }

    private MerchantEvent event(String merchant, Instant at) {
        int number = random.nextInt(1_000);
        MerchantEventBuilder event = MerchantEvent.builder()
                .merchantId(merchant)
                .occurredAt(at)
                .visitorId("v-" + number % 40)
                .sessionId("s-" + number % 70)
                .channel(number % 10 < 6 ? "ads" : number % 10 < 9 ? "email" : "organic")
                .attribute("app_version", number % 3 == 0 ? "4.1" : "4.0");
        return (number % 4 == 0
                        ? event.eventType(EventType.ORDER_PLACED).amount(Money.of(100 + number, "EUR"))
                        : event.eventType(EventType.PAGE_VIEWED))
                .build();
    }

    @Override
    public void close() {
        publisher.close();
        late.close();
    }
}
