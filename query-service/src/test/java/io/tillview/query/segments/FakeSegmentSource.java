package io.tillview.query.segments;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A Broker that serves nothing, and counts a change with each question. */
final class FakeSegmentSource implements SegmentSource {
    final List<String> asked = new CopyOnWriteArrayList<>();
    private String epoch = "one";
    private long position;
    private boolean failing;
    private volatile CountDownLatch held = new CountDownLatch(0);

    @Override
    public SegmentChanges changes(URI broker, Optional<ServedSegments> known, Duration timeout) throws IOException {
        asked.add(known.map(ServedSegments::epoch).orElse("none") + " "
                + known.map(ServedSegments::position).orElse(0L));
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return answer(known);
    }

    private synchronized SegmentChanges answer(Optional<ServedSegments> known) throws IOException {
        if (failing) {
            throw new IOException("It is away.");
        }
        position++;
        boolean whole = known.isEmpty() || !known.get().epoch().equals(epoch);
        return new SegmentChanges(epoch, position, whole, List.of());
    }

    /** Answers no more until it is released. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    synchronized void fail() {
        failing = true;
    }

    synchronized void restart(String another) {
        epoch = another;
        position = 0;
    }

    /** Forgets changes that it has told of. */
    synchronized void goBack() {
        position = -1;
    }
}
