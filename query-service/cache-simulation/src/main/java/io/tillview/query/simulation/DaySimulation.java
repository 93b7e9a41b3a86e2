package io.tillview.query.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Lets a day go by before several answerers at once: all of them are asked the same at the same times. For one thread. */
final class DaySimulation {
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration BETWEEN_PANELS = Duration.ofMillis(20);

    private final VirtualClock clock;
    private final Deque<SegmentChange> changes;
    private final List<Answerer> answerers;
    private final List<Share> shares;
    private final Dashboards dashboards;
    private final Set<Integer> merchants = new HashSet<>();
    private HourTimeline timeline;
    private long questions;

    /**
     * @param clock the answerers'
     * @param timeline what is served at first
     * @param changes what becomes of that, in order
     * @param answerers all of them begin with {@code timeline}
     */
    DaySimulation(VirtualClock clock, HourTimeline timeline, List<SegmentChange> changes, List<Answerer> answerers) {
        this.clock = clock;
        this.timeline = timeline;
        this.changes = new ArrayDeque<>(changes);
        this.answerers = List.copyOf(answerers);
        this.shares = answerers.stream().map(answerer -> new Share()).toList();
        this.dashboards = new Dashboards(timeline);
    }

    private record Refresh(Instant at, Session session) {}

    /**
     * Lets it go by.
     *
     * @param sessions which dashboards are open
     * @param end nothing is asked from then on
     */
    void run(List<Session> sessions, Instant end) {
        PriorityQueue<Refresh> refreshes = new PriorityQueue<>(Comparator.comparing(Refresh::at));
        sessions.forEach(session -> refreshes.add(new Refresh(session.from(), session)));
        while (!refreshes.isEmpty() && refreshes.peek().at().isBefore(end)) {
            Refresh refresh = refreshes.remove();
            change(refresh.at());
            refresh(refresh);
            Instant next = refresh.at().plus(REFRESH);
            if (next.isBefore(refresh.session().to())) {
                refreshes.add(new Refresh(next, refresh.session()));
            }
        }
    }

    private void change(Instant until) {
        while (!changes.isEmpty() && !changes.peek().at().isAfter(until)) {
            timeline = timeline.with(changes.remove());
            dashboards.served(timeline);
            answerers.forEach(answerer -> answerer.served(timeline));
        }
    }

    private void refresh(Refresh refresh) {
        Session session = refresh.session();
        merchants.add(session.merchant());
        if (clock.now().isBefore(refresh.at())) {
            clock.moveTo(refresh.at());
        }
        for (PanelQuestion question : dashboards.refreshed(session.merchant(), session.zone(), refresh.at())) {
            questions++;
            for (int i = 0; i < answerers.size(); i++) {
                shares.get(i).add(question.pieces().size(), answerers.get(i).askedFor(question));
            }
            clock.moveTo(clock.now().plus(BETWEEN_PANELS));
        }
    }

    /** How many questions were asked so far. */
    long questions() {
        return questions;
    }

    /** How many merchants asked one. */
    int merchants() {
        return merchants.size();
    }

    /** What each answerer had to ask for, in their order. */
    List<Share> shares() {
        return shares;
    }
}
