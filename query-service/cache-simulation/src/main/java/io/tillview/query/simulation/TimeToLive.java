package io.tillview.query.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What others do: whole answers are kept for a time, whatever happens to the data. It has all the memory that it wants, and never minds
 * that a range has moved on by a quarter hour. For one thread.
 */
final class TimeToLive implements Answerer {
    private final Map<Place, Long> answered = new HashMap<>();
    private final VirtualClock clock;
    private final long nanos;

    TimeToLive(VirtualClock clock, Duration life) {
        this.clock = clock;
        this.nanos = life.toNanos();
    }

    private record Place(int merchant, Panel panel) {}

    @Override
    public void served(HourTimeline timeline) {
        // It doesn't know.
    }

    @Override
    public int askedFor(PanelQuestion question) {
        Place place = new Place(question.merchant(), question.panel());
        Long at = answered.get(place);
        if (at != null && clock.nanos() - at <= nanos) {
            return 0;
        }
        answered.put(place, clock.nanos());
        return question.pieces().size();
    }
}
