package io.tillview.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What every answer has to be: exact counts and sums per merchant, day (UTC) and channel. It keeps every id it was shown,
 * about 100 bytes each. Not safe for use by several threads.
 */
public final class DailyTotals {
    private final Map<Key, Totals> totals = new TreeMap<>(
            Comparator.comparing(Key::merchant).thenComparing(Key::day).thenComparing(Key::channel));

    /**
     * What a line of totals is about.
     *
     * @param merchant the merchant
     * @param day the day, UTC
     * @param channel the channel; empty where events have none
     */
    public record Key(String merchant, LocalDate day, String channel) {}

    /** Counts and sums of one line. */
    public static final class Totals {
        private final Map<String, Long> byType = new TreeMap<>();
        private final Map<String, long[]> money = new TreeMap<>();
        private final Set<String> visitors = new HashSet<>();
        private final Set<String> sessions = new HashSet<>();
        private final Set<String> customers = new HashSet<>();
        private long events;
        private long unitsSold;

        private void add(MerchantEvent event) {
            events++;
            byType.merge(event.eventType().value(), 1L, Long::sum);
            event.visitorId().ifPresent(visitors::add);
            event.sessionId().ifPresent(sessions::add);
            event.customerId().ifPresent(customers::add);
            if (event.eventType().equals(EventType.ORDER_PLACED)) {
                unitsSold += event.quantity().orElse(0);
                event.amount().ifPresent(amount -> addMoney(0, amount));
            } else if (event.eventType().equals(EventType.ORDER_REFUNDED)) {
                event.amount().ifPresent(amount -> addMoney(1, amount));
            }
        }

        private void addMoney(int column, Money amount) {
            money.computeIfAbsent(amount.currency(), code -> new long[2])[column] += amount.minorUnits();
        }

        /** All events. */
        public long events() {
            return events;
        }

        /** Events of a type. */
        public long events(EventType type) {
            return byType.getOrDefault(type.value(), 0L);
        }

        /** Pieces in orders. */
        public long unitsSold() {
            return unitsSold;
        }

        /** The currencies there is money in. */
        public Set<String> currencies() {
            return money.keySet();
        }

        /** Money of orders in a currency, in minor units. */
        public long grossSalesMinor(String currency) {
            return money.getOrDefault(currency, new long[2])[0];
        }

        /** Money given back in a currency, in minor units. */
        public long refundsMinor(String currency) {
            return money.getOrDefault(currency, new long[2])[1];
        }

        /** Different visitors. */
        public int visitors() {
            return visitors.size();
        }

        /** Different sessions. */
        public int sessions() {
            return sessions.size();
        }

        /** Different customers. */
        public int customers() {
            return customers.size();
        }
    }

    /** Counts an event. */
    public void add(MerchantEvent event) {
        LocalDate day = event.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate();
        totals.computeIfAbsent(new Key(event.merchantId(), day, event.channel().orElse("")), key -> new Totals())
                .add(event);
    }

    /** All lines, ordered by merchant, day and channel; changes as events are added. */
    public Map<Key, Totals> lines() {
        return java.util.Collections.unmodifiableMap(totals);
    }

    /**
     * Writes one JSON object a line, money in minor units by currency.
     *
     * @throws IOException if the file can't be written
     */
    public void writeTo(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file);
                JsonGenerator json = new JsonFactory().createGenerator(writer)) {
            json.setRootValueSeparator(null);
            for (Map.Entry<Key, Totals> line : totals.entrySet()) {
                write(json, line.getKey(), line.getValue());
                json.writeRaw('\n');
            }
        }
    }

    private static void write(JsonGenerator json, Key key, Totals line) throws IOException {
        json.writeStartObject();
        json.writeStringField("merchant_id", key.merchant());
        json.writeStringField("day", key.day().toString());
        json.writeStringField("channel", key.channel());
        json.writeNumberField("events", line.events());
        json.writeNumberField("page_views", line.events(EventType.PAGE_VIEWED));
        json.writeNumberField("product_views", line.events(EventType.PRODUCT_VIEWED));
        json.writeNumberField("cart_additions", line.events(EventType.CART_ITEM_ADDED));
        json.writeNumberField("checkouts", line.events(EventType.CHECKOUT_STARTED));
        json.writeNumberField("orders", line.events(EventType.ORDER_PLACED));
        json.writeNumberField("units_sold", line.unitsSold());
        json.writeObjectFieldStart("money");
        for (String currency : line.currencies()) {
            json.writeObjectFieldStart(currency);
            json.writeNumberField("gross_sales", line.grossSalesMinor(currency));
            json.writeNumberField("refunds", line.refundsMinor(currency));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberField("visitors", line.visitors());
        json.writeNumberField("sessions", line.sessions());
        json.writeNumberField("customers", line.customers());
        json.writeEndObject();
    }
}
