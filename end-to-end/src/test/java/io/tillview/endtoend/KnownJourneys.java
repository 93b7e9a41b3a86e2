package io.tillview.endtoend;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The events of one merchant's visitors, each at a time of its own, and what going through them one by one comes to. */
final class KnownJourneys {
    static final List<String> STEPS = List.of("product_viewed", "cart_item_added", "order_placed");
    static final List<String> CHANNELS = List.of("ads", "organic", "d'été");

    private static final int EVENTS_A_VISITOR = 8;

    private final List<MerchantEvent> events = new ArrayList<>();

    KnownJourneys(String merchant, int count, Instant from, Duration length) {
        Random random = new Random(merchant.hashCode());
        for (int i = 0; i < count; i++) {
            MerchantEventBuilder event = MerchantEvent.builder()
                    .merchantId(merchant)
                    .eventType(random.nextInt(5) == 0 ? "wishlist_shared" : STEPS.get(random.nextInt(STEPS.size())))
                    .occurredAt(from.plusMillis(length.toMillis() * i / count))
                    .channel(CHANNELS.get(random.nextInt(CHANNELS.size())))
                    .amount(Money.of(100, "EUR"));
            int visitor = random.nextInt(count / EVENTS_A_VISITOR);
            if (visitor > 0) {
                event.visitorId(visitor % 2 == 0 ? "visitor-" + visitor : uuid(visitor));
            }
            events.add(event.build());
        }
    }

    List<MerchantEvent> events() {
        return events;
    }

    /** How many events are steps of nobody. */
    long nobodys() {
        return events.stream()
                .filter(event -> event.visitorId().isEmpty() && STEPS.contains(typeOf(event)))
                .count();
    }

    /** Of each visitor that began, the attempt that comes furthest, is there first and began last. */
    List<List<MerchantEvent>> attempts(Duration window, Predicate<MerchantEvent> begins) {
        return byVisitor().values().stream()
                .map(own -> best(own, window, begins))
                .filter(attempt -> !attempt.isEmpty())
                .toList();
    }

    /** By day of the first product viewed: how many visitors, and how many of them did anything else on that day and on each day after it. */
    Map<String, List<Long>> cameBack(ZoneId zone, LocalDate end) {
        Map<String, List<Long>> cohorts = new TreeMap<>();
        for (List<MerchantEvent> own : byVisitor().values()) {
            own.stream()
                    .filter(event -> typeOf(event).equals(STEPS.get(0)))
                    .findFirst()
                    .ifPresent(first -> count(own, first, zone, end, cohorts));
        }
        return cohorts;
    }

    private static void count(
            List<MerchantEvent> own, MerchantEvent first, ZoneId zone, LocalDate end, Map<String, List<Long>> cohorts) {
        LocalDate day = dayOf(first, zone);
        int periods = (int) ChronoUnit.DAYS.between(day, end);
        List<Long> counts =
                cohorts.computeIfAbsent(day.toString(), d -> new ArrayList<>(Collections.nCopies(periods + 1, 0L)));
        counts.set(0, counts.get(0) + 1);
        for (int period = 0; period < periods; period++) {
            LocalDate then = day.plusDays(period);
            boolean back = own.stream()
                    .anyMatch(event ->
                            millis(event) > millis(first) && dayOf(event, zone).equals(then));
            counts.set(period + 1, counts.get(period + 1) + (back ? 1 : 0));
        }
    }

    private static List<MerchantEvent> best(List<MerchantEvent> own, Duration window, Predicate<MerchantEvent> begins) {
        List<MerchantEvent> best = List.of();
        for (MerchantEvent first : own) {
            if (!typeOf(first).equals(STEPS.get(0)) || !begins.test(first)) {
                continue;
            }
            List<MerchantEvent> attempt = new ArrayList<>(List.of(first));
            for (MerchantEvent event : own) {
                boolean next = attempt.size() < STEPS.size()
                        && typeOf(event).equals(STEPS.get(attempt.size()))
                        && millis(event) > millis(last(attempt))
                        && millis(event) - millis(first) <= window.toMillis();
                if (next) {
                    attempt.add(event);
                }
            }
            boolean noLater = attempt.size() == best.size() && millis(last(attempt)) <= millis(last(best));
            if (attempt.size() > best.size() || noLater) {
                best = attempt;
            }
        }
        return best;
    }

    private Map<String, List<MerchantEvent>> byVisitor() {
        return events.stream()
                .filter(event -> event.visitorId().isPresent())
                .sorted(Comparator.comparing(MerchantEvent::occurredAt))
                .collect(Collectors.groupingBy(event -> event.visitorId().orElseThrow()));
    }

    private static MerchantEvent last(List<MerchantEvent> attempt) {
        return attempt.get(attempt.size() - 1);
    }

    private static String uuid(int visitor) {
        return UUID.nameUUIDFromBytes(("visitor-" + visitor).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String typeOf(MerchantEvent event) {
        EventType type = event.eventType();
        return type.value();
    }

    private static LocalDate dayOf(MerchantEvent event, ZoneId zone) {
        return event.occurredAt().atZone(zone).toLocalDate();
    }

    private static long millis(MerchantEvent event) {
        return event.occurredAt().toEpochMilli();
    }
}
