package io.tillview.endtoend;

import io.tillview.events.MerchantEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A question of a dashboard: with fixed times, so that it is the same whenever it is asked.
 *
 * @param merchant whose
 * @param fields its JSON, without braces and without {@code maxStaleness}
 * @param open whether live events may come into its time
 * @param counted which of the live events its {@code events} add up to; empty where they don't add up
 */
record InterleavedQuestion(String merchant, String fields, boolean open, Optional<Predicate<MerchantEvent>> counted) {
    private static final String BUSY =
            "\"filters\": [{\"dimension\": \"channel\", \"op\": \"in\", \"values\": [\"ads\", \"email\"]}]";

    /** As it is sent. */
    String json(Optional<String> maxStaleness) {
        return "{" + fields
                + maxStaleness
                        .map(most -> ", \"maxStaleness\": \"" + most + "\"")
                        .orElse("") + "}";
    }

    /** All that a merchant's dashboard asks about closed days, about today, and about both. */
    static List<InterleavedQuestion> dashboard(String merchant, InterleavedTime time) {
        Instant first = time.firstDay();
        Instant closed = time.closedEnd();
        Instant today = time.today();
        Instant end = time.end();
        return List.of(
                closed(merchant, "'events', 'orders', 'gross_sales'", "none", "", first, closed),
                closed(
                        merchant,
                        "'events', 'gross_sales', 'visitors'",
                        "day",
                        "'dimensions': ['channel'], 'totals': true",
                        first,
                        closed),
                closed(
                        merchant,
                        "'events', 'gross_sales'",
                        "none",
                        "'dimensions': ['channel'], 'orderBy': [{'field': 'events', 'direction': 'desc'}], 'limit': 2",
                        first,
                        closed),
                closed(
                        merchant,
                        "'orders', 'average_order_value'",
                        "none",
                        "'dimensions': ['attributes.app_version', 'channel'], 'totals': true,"
                                + " 'having': [{'measure': 'orders', 'op': 'gte', 'value': 3}]",
                        first,
                        closed),
                closed(
                        merchant,
                        "'events', 'gross_sales', 'sessions'",
                        "none",
                        "'dimensions': ['channel'], 'compareTo': 'previous_period', 'totals': true",
                        time.day(1),
                        time.day(2)),
                closed(
                        merchant,
                        "'events', 'net_sales'",
                        "day",
                        "'timeZone': 'Asia/Kathmandu', " + BUSY,
                        first.plusSeconds(5 * 3_600),
                        closed.minusSeconds(3_600)),
                open(merchant, "'events', 'orders', 'visitors'", "none", "", today, end, event -> true),
                open(merchant, "'events'", "quarter_hour", "'dimensions': ['channel']", today, end, event -> true),
                open(merchant, "'events', 'gross_sales'", "day", "'totals': true", first, end, event -> true),
                open(merchant, "'events', 'gross_sales', 'visitors'", "none", BUSY, first, end, event -> List.of(
                                "ads", "email")
                        .contains(event.channel().orElse(""))),
                open(
                        merchant,
                        "'events', 'gross_sales'",
                        "none",
                        "'dimensions': ['attributes.app_version']",
                        first,
                        end,
                        event -> true),
                new InterleavedQuestion(
                        merchant,
                        fields(
                                "'events', 'orders'",
                                "none",
                                "'dimensions': ['channel'], 'having': [{'measure': 'events', 'op': 'gte', 'value': 5}]",
                                first,
                                end),
                        true,
                        Optional.empty()));
    }

    private static InterleavedQuestion closed(
            String merchant, String measures, String grain, String more, Instant from, Instant to) {
        return new InterleavedQuestion(merchant, fields(measures, grain, more, from, to), false, Optional.empty());
    }

    private static InterleavedQuestion open(
            String merchant,
            String measures,
            String grain,
            String more,
            Instant from,
            Instant to,
            Predicate<MerchantEvent> counted) {
        return new InterleavedQuestion(
                merchant,
                fields(measures, grain, more, from, to),
                true,
                Optional.of(event -> !event.occurredAt().isBefore(from) && counted.test(event)));
    }

    private static String fields(String measures, String grain, String more, Instant from, Instant to) {
        String fields = "'measures': [%s], 'grain': '%s', 'timeRange': {'from': '%s', 'to': '%s'}%s"
                .formatted(measures, grain, from, to, more.isEmpty() ? "" : ", " + more);
        return fields.replace('\'', '"');
    }
}
