package io.tillview.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventFactoriesTest {

    private static final Money AMOUNT = Money.of(4995, "EUR");

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void builds_each_standard_event_from_what_it_needs(EventType type, EventDetails<?> details) {
        MerchantEvent event = details.visitorId("v-1").build();

        assertThat(event.eventType()).isEqualTo(type);
        assertThat(event.merchantId()).isEqualTo("m-1");
        assertThat(event.visitorId()).hasValue("v-1");
    }

    static Stream<Arguments> builds_each_standard_event_from_what_it_needs() {
        return Stream.of(
                Arguments.of(EventType.PAGE_VIEWED, MerchantEvent.pageViewed("m-1")),
                Arguments.of(EventType.PRODUCT_VIEWED, MerchantEvent.productViewed("m-1", "p-1")),
                Arguments.of(EventType.CART_ITEM_ADDED, MerchantEvent.cartItemAdded("m-1", "p-1", 2)),
                Arguments.of(EventType.CHECKOUT_STARTED, MerchantEvent.checkoutStarted("m-1")),
                Arguments.of(EventType.ORDER_PLACED, MerchantEvent.orderPlaced("m-1", AMOUNT)),
                Arguments.of(EventType.ORDER_REFUNDED, MerchantEvent.orderRefunded("m-1", AMOUNT)),
                Arguments.of(new EventType("loyalty_joined"), MerchantEvent.custom("m-1", "loyalty_joined")));
    }

    @Test
    void keeps_what_a_factory_was_given() {
        MerchantEvent cart = MerchantEvent.cartItemAdded("m-1", "p-1", 2).build();
        MerchantEvent order = MerchantEvent.orderPlaced("m-1", AMOUNT)
                .orderId("o-1")
                .quantity(3)
                .attribute("gift", true)
                .attributes(Collections.singletonMap("note", null))
                .occurredAt("2026-03-01T12:00:00Z")
                .build();

        assertThat(cart.productId()).hasValue("p-1");
        assertThat(cart.quantity()).hasValue(2);
        assertThat(order.amount()).hasValue(AMOUNT);
        assertThat(order.orderId()).hasValue("o-1");
        assertThat(order.quantity()).hasValue(3);
        assertThat(order.attributes()).containsEntry("gift", true).containsEntry("note", null);
    }

    @Test
    void makes_no_order_without_an_amount() {
        assertThatThrownBy(() -> MerchantEvent.orderPlaced("m-1", null)).hasMessage("amount");
        assertThatThrownBy(() -> MerchantEvent.orderRefunded("m-1", null)).hasMessage("amount");
    }

    @Test
    void makes_ids_that_differ_in_a_thousand_threads_at_once() throws InterruptedException {
        int threads = 1_000;
        int each = 500;
        Set<EventId> ids = ConcurrentHashMap.newKeySet(threads * each);
        CountDownLatch start = new CountDownLatch(1);
        var running = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> {
                    awaitStart(start);
                    for (int n = 0; n < each; n++) {
                        ids.add(EventId.next(InstantSource.fixed(Instant.EPOCH)));
                    }
                }))
                .toList();

        running.forEach(Thread::start);
        start.countDown();
        for (Thread thread : running) {
            thread.join();
        }

        assertThat(ids).hasSize(threads * each);
    }

    private static void awaitStart(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
