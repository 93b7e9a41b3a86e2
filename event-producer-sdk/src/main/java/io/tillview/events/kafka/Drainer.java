package io.tillview.events.kafka;

import io.tillview.events.spool.Spool;
import io.tillview.events.spool.SpoolPlace;
import io.tillview.events.spool.SpooledRecord;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The thread that hands the spool's line to Kafka's producer, in order, for as long as there is one; it asks again, more and more
 * rarely, where Kafka refuses. It also replaces a broken producer, and helps one over a clock that was set back.
 */
final class Drainer implements Runnable {

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    /** So long without room or knowledge of the topic is worth a warning. */
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long ANSWER_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(10);
    /** How often it looks at the clock while nothing waits. */
    private static final long CLOCK_PERIOD = TimeUnit.SECONDS.toNanos(1);

    private final Spool spool;
    private final ProducerLine line;
    private final EventRoute route;
    private final Generations generations;
    private final Outcomes outcomes;
    private final PublishCounts counts;
    private final Warnings warnings;
    private final ClockWatch clock;
    private final Thread thread = new Thread(this, "tillview-event-drainer");
    private volatile boolean stopped;
    /** Kafka has refused something that wasn't asked again yet. */
    private volatile boolean refused;
    /** Kafka has stored something since it was last asked again. */
    private volatile boolean storedSince;

    private long pause = FIRST_PAUSE;

    Drainer(
            Spool spool,
            ProducerLine line,
            EventRoute route,
            Generations generations,
            Outcomes outcomes,
            PublishCounts counts,
            Warnings warnings,
            ClockWatch clock) {
        this.spool = spool;
        this.line = line;
        this.route = route;
        this.generations = generations;
        this.outcomes = outcomes;
        this.counts = counts;
        this.warnings = warnings;
        this.clock = clock;
    }

    void start() {
        if (line.isBroken()) {
            spool.fallBehind();
        }
        thread.setDaemon(true);
        thread.start();
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Kafka has refused an event that isn't at fault itself: it is to be asked again after a pause. */
    void refused(Exception why) {
        refused = true;
        warnings.refused(why);
    }

    /** Kafka has stored an event. */
    void stored() {
        if (!storedSince) {
            storedSince = true;
        }
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                spool.awaitBehind(CLOCK_PERIOD);
                if (clock.wasSetBack()) {
                    line.sendAll();
                }
                SpoolPlace place = new SpoolPlace();
                for (SpooledRecord record = next(place); record != null; record = next(place)) {
                    drain(place, record);
                }
            }
        } catch (InterruptedException e) {
            // It is told to stop: what waits is the spool's.
            Thread.currentThread().interrupt();
        }
    }

    private SpooledRecord next(SpoolPlace place) {
        if (line.isBroken()) {
            replace();
        }
        return stopped ? null : spool.take(place);
    }

    private void drain(SpoolPlace place, SpooledRecord record) {
        Delivery delivery = new Delivery(
                route,
                record.key(),
                record.value(),
                record.idHigh(),
                record.idLow(),
                generations.of(record.generation()),
                outcomes.takeWaiting(record.position()),
                0,
                record.again());
        Spool.move(place, delivery);
        Exception last = handOver(delivery);
        long begun = System.nanoTime();
        while (last instanceof TimeoutException && !stopped) {
            if (line.isBroken()) {
                replace();
            } else if (System.nanoTime() - begun > AWAY_NANOS) {
                warnings.away(spool.folder(), last);
            }
            last = handOver(delivery);
        }
        if (last == null) {
            delivery.releaseContent();
            if (record.again()) {
                counts.possiblyRepeated.increment();
            }
            return;
        }
        if (RefusalKind.atHandOver(last) == RefusalKind.NOT_STORED) {
            refused(last);
        }
        route.notTaken(delivery, last);
    }

    private Exception handOver(Delivery delivery) {
        if (!refused) {
            return line.handOver(delivery);
        }
        pause = storedSince ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
        pauseFor(pause);
        refused = false;
        storedSince = false;
        Exception last = line.handOver(delivery);
        if (last == null) {
            awaitAnswer();
        }
        return last;
    }

    /** One event asks for all that wait behind it. */
    private void awaitAnswer() {
        long end = System.nanoTime() + LONGEST_PAUSE;
        while (!refused && !storedSince && !stopped && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, ANSWER_PAUSE);
        }
    }

    private void pauseFor(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !stopped; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private void replace() {
        warnings.refused(line.reason());
        line.replace().forEach(delivery -> route.putInLine(delivery, delivery.isAgain()));
        if (line.isBroken()) {
            pauseFor(pause);
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
    }

    /** Ends the thread; whether an interrupt came meanwhile, which isn't set any more. */
    boolean stop() {
        stopped = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
