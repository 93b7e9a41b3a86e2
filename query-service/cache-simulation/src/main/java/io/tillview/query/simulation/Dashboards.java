package io.tillview.query.simulation;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.merging.Piece;
import io.tillview.query.merging.PieceCut;
import io.tillview.query.scoping.Portion;
import io.tillview.query.segments.Standing;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What merchants' dashboards ask. What many of them ask alike is worked out once. For one thread. */
final class Dashboards {
    private static final long QUARTER_HOUR_SECONDS = Duration.ofMinutes(15).toSeconds();

    private final Map<Sheet, Content> contents = new HashMap<>();
    private HourTimeline timeline;
    private long quarter = -1;

    Dashboards(HourTimeline timeline) {
        this.timeline = timeline;
    }

    private record Sheet(Panel panel, ZoneId zone) {}

    private record Content(MerchantQuery query, Interval interval, List<Piece> pieces) {}

    /** Other segments come to be served. */
    void served(HourTimeline next) {
        timeline = next;
        contents.clear();
    }

    /** What a merchant's asks now. */
    List<PanelQuestion> refreshed(int merchant, ZoneId zone, Instant now) {
        long quarterNow = now.getEpochSecond() / QUARTER_HOUR_SECONDS;
        if (quarter != quarterNow) {
            quarter = quarterNow;
            contents.clear();
        }
        OneMerchant scope = new OneMerchant(new MerchantId("shop-" + merchant));
        List<PanelQuestion> questions = new ArrayList<>();
        for (Panel panel : Panel.values()) {
            Content content = contents.computeIfAbsent(
                    new Sheet(panel, zone), sheet -> content(sheet.panel(), sheet.zone(), scope, now));
            questions.add(new PanelQuestion(
                    merchant,
                    panel,
                    new WantedRows(
                            content.query(),
                            content.interval(),
                            Datasource.MERCHANT_METRICS,
                            Portion.first(content.query().rows().limit() + 1),
                            scope,
                            "dashboard",
                            Optional.empty()),
                    content.pieces()));
        }
        return questions;
    }

    private Content content(Panel panel, ZoneId zone, OneMerchant scope, Instant now) {
        Interval interval = panel.interval(zone, now);
        Standing standing = timeline.standing(Datasource.MERCHANT_METRICS, scope, interval);
        return new Content(panel.query(zone, now), interval, PieceCut.of(interval, zone, standing.open()));
    }
}
