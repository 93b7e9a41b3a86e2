package io.tillview.ingestion.reprocessing;

import static java.util.Objects.requireNonNull;

import io.tillview.ingestion.BrokerClient;
import io.tillview.ingestion.LayoutSpec;
import io.tillview.ingestion.OverlordClient;
import io.tillview.ingestion.SupervisorSpec;
import io.tillview.ingestion.records.TopicRanges;
import java.time.Duration;
import java.util.List;

/**
 * What reprocessing asks and what it goes by.
 *
 * @param overlord the Overlord, beside which a Coordinator answers
 * @param broker a Broker
 * @param topic the topic of events
 * @param supervisors the supervisors' specs, whose rows, dimensions and measures replaced chunks have
 * @param layouts how closed chunks are laid out
 * @param patience how long to go on while Druid doesn't answer or doesn't serve what it has
 */
public record DruidAccess(
        OverlordClient overlord,
        BrokerClient broker,
        TopicRanges topic,
        List<SupervisorSpec> supervisors,
        List<LayoutSpec> layouts,
        Duration patience) {
    static final String DETAIL = "merchant_events";
    static final String LATE = "late_events";
    static final String REJECTED = "rejected_records";
    static final List<String> ROLLUPS = List.of("merchant_metrics", "platform_metrics");
    static final List<String> ANSWERING = List.of(DETAIL, "merchant_metrics", "platform_metrics");

    public DruidAccess {
        requireNonNull(overlord, "overlord");
        requireNonNull(broker, "broker");
        requireNonNull(topic, "topic");
        supervisors = List.copyOf(supervisors);
        layouts = List.copyOf(layouts);
        requireNonNull(patience, "patience");
    }
}
