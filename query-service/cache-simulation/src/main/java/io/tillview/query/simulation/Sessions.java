package io.tillview.query.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Draws who looks at a dashboard, when and for how long. */
final class Sessions {
    /** How many open one in each hour of their own day, by the others: hardly anyone at night, most before and after noon. */
    private static final int[] BY_HOUR = {
        2, 1, 1, 1, 1, 2, 6, 16, 40, 62, 68, 64, 52, 56, 64, 62, 56, 48, 38, 32, 28, 22, 12, 5
    };

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("America/New_York"),
            ZoneId.of("UTC"),
            ZoneId.of("Asia/Kolkata"));
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
    private static final int HOUR_SECONDS = 3_600;

    private Sessions() {}

    /** Those of a scenario, in no order; none before it begins. */
    static List<Session> of(Scenario scenario) {
        SplittableRandom random = new SplittableRandom(scenario.seed());
        double[] upTo = new double[scenario.merchants()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += Math.pow(i + 1.0, -scenario.exponent());
            upTo[i] = sum;
        }
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < scenario.sessions(); i++) {
            int merchant = place(upTo, random.nextDouble() * sum);
            // The same for a merchant whatever the seed.
            ZoneId zone = ZONES.get(new SplittableRandom(merchant).nextInt(ZONES.size()));
            Instant from = opened(scenario.begin(), zone, random);
            long spread = scenario.longest().minus(scenario.shortest()).toMillis();
            Duration open = scenario.shortest().plusMillis(random.nextLong(spread + 1));
            sessions.add(new Session(merchant, zone, from, from.plus(open)));
        }
        return sessions;
    }

    private static Instant opened(Instant midnight, ZoneId zone, SplittableRandom random) {
        int at = random.nextInt(Arrays.stream(BY_HOUR).sum());
        int hour = 0;
        while (at >= BY_HOUR[hour]) {
            at -= BY_HOUR[hour];
            hour++;
        }
        long local = (long) hour * HOUR_SECONDS + random.nextInt(HOUR_SECONDS);
        long offset = zone.getRules().getOffset(midnight).getTotalSeconds();
        return midnight.plusSeconds(Math.floorMod(local - offset, DAY_SECONDS)).plusMillis(random.nextInt(1_000));
    }

    /** The first that is more. */
    private static int place(double[] upTo, double at) {
        int found = Arrays.binarySearch(upTo, at);
        return Math.min(found >= 0 ? found + 1 : -found - 1, upTo.length - 1);
    }
}
