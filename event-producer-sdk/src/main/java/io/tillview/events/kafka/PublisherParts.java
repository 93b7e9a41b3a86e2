package io.tillview.events.kafka;

import io.tillview.events.publishing.PublishListener;
import io.tillview.events.spool.Spool;
import io.tillview.events.spool.SpooledRecord;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/** What a publisher is made of. */
record PublisherParts(
        Spool spool,
        ProducerLine line,
        Generations generations,
        PublishCounts counts,
        Outcomes outcomes,
        EventRoute route) {

    /**
     * The parts for these settings; nothing is sent yet.
     *
     * @throws InvalidPublisherSettingsException naming every fault
     */
    static PublisherParts of(PublisherSettings settings, PublishListener listener, InstantSource clock) {
        Map<String, Object> properties = settings.producerProperties();
        Warnings warnings = new Warnings();
        PublishCounts counts = new PublishCounts(warnings);
        // The spool tells the outcomes of records, which need the generations, which begin with the spool's records.
        AtomicReference<Consumer<SpooledRecord>> gaveWay = new AtomicReference<>();
        Spool spool = settings.openSpool(record -> gaveWay.get().accept(record));
        try {
            ProducerLine line = new ProducerLine(settings.topic, properties);
            Generations generations = new Generations(spool.counts().recovered());
            Outcomes outcomes = new Outcomes(listener, generations, counts, warnings);
            gaveWay.set(outcomes::gaveWay);
            EventRoute route = new EventRoute(
                    settings.durability,
                    settings.bufferMemory,
                    spool,
                    line,
                    generations,
                    outcomes,
                    counts,
                    warnings,
                    new ClockWatch(clock));
            return new PublisherParts(spool, line, generations, counts, outcomes, route);
        } catch (KafkaException e) {
            spool.close();
            throw PublisherSettings.refusedByKafka(e);
        }
    }
}
