package io.tillview.demo;

import static java.util.Objects.requireNonNull;

import io.tillview.events.MerchantEvent;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A number of synthetic shops, the same ones for the same seed. The first is the merchant {@code demo}, the others are
 * {@code shop-0002}, {@code shop-0003} and so on; the n-th has 1/n of the first's visitors (Zipf's law with exponent 1).
 *
 * <p>What happens in a shop on a day (UTC) depends on the seed, the shop and the weekday only: any seven days in a row hold
 * the same visits, but for their dates. Immutable; safe for use by several threads.
 *
 * @param seed what the chance is made of
 * @param merchants how many shops, 1 to {@link #MAX_MERCHANTS}
 */
public record DemoShops(long seed, int merchants) {

    /** The most shops of one plan. */
    public static final int MAX_MERCHANTS = 1_000_000;

    /** The largest shop. */
    public static final String LARGEST = "demo";

    /** How busy the days are, from Monday on; 1 on average. */
    private static final double[] WEEK = {0.90, 0.85, 0.90, 0.95, 1.10, 1.25, 1.05};

    /** @throws IllegalArgumentException if there are too few or too many merchants */
    public DemoShops {
        if (merchants < 1 || merchants > MAX_MERCHANTS) {
            throw new IllegalArgumentException("The demo has 1 to " + MAX_MERCHANTS + " merchants, not " + merchants);
        }
    }

    /** The shops, the largest first. */
    List<Shop> shops() {
        double harmonic =
                IntStream.rangeClosed(1, merchants).mapToDouble(n -> 1.0 / n).sum();
        return IntStream.rangeClosed(1, merchants)
                .mapToObj(number -> Shop.at(number, merchants, harmonic))
                .toList();
    }

    /**
     * Tells every event of the days, day by day and shop by shop, in no order of time within a day.
     *
     * @param from the first day, UTC
     * @param to the first day that no longer belongs to it
     * @param eventsPerDay how many events an average day has over all shops, about; every shop has at least one visit a day
     * @param events is given every event
     * @throws IllegalArgumentException if there is no day between, or {@code eventsPerDay} is not positive
     */
    public void history(LocalDate from, LocalDate to, long eventsPerDay, Consumer<MerchantEvent> events) {
        requireNonNull(events, "events");
        if (!from.isBefore(to) || eventsPerDay < 1) {
            throw new IllegalArgumentException("A history has at least one day, and at least one event on each");
        }
        List<Shop> shops = shops();
        from.datesUntil(to).forEach(day -> shops.forEach(shop -> day(shop, day, eventsPerDay, events)));
    }

    private void day(Shop shop, LocalDate day, long eventsPerDay, Consumer<MerchantEvent> events) {
        DayOfWeek weekday = day.getDayOfWeek();
        SplittableRandom chance = chance(shop, weekday.getValue());
        double visits = eventsPerDay * shop.share() * WEEK[weekday.getValue() - 1] / Visit.MEAN_EVENTS;
        long count = Math.max(1, Math.round(visits));
        long midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        Clientele clientele = new Clientele(shop, seed, Math.max(3, eventsPerDay * shop.share() / Visit.MEAN_EVENTS));
        for (long i = 0; i < count; i++) {
            Visit visit = Visit.of(clientele, chance);
            long millis = DayRhythm.millisOfDay(shop, chance);
            for (Step step : visit.steps()) {
                millis = Math.min(DayRhythm.LAST_MILLIS, millis + step.pauseMillis());
                events.accept(visit.event(step, midnight + millis, chance));
            }
        }
    }

    /** A source of chance that depends on the seed, the shop and one number more. */
    SplittableRandom chance(Shop shop, long more) {
        return new SplittableRandom(Mixing.of(seed, shop.number(), more));
    }
}
