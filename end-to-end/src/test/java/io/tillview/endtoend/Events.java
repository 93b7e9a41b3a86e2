package io.tillview.endtoend;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import java.util.List;
import java.util.stream.IntStream;

/** A merchant's orders of one euro each, for tests that only count. */
final class Events {
    private Events() {}

    static List<MerchantEvent> orders(String merchant, int count) {
        return IntStream.range(0, count).mapToObj(i -> order(merchant)).toList();
    }

    static MerchantEvent order(String merchant) {
        return MerchantEvent.builder()
                .merchantId(merchant)
                .eventType(EventType.ORDER_PLACED)
                .amount(Money.of(100, "EUR"))
                .channel("organic")
                .build();
    }
}
