package io.tillview.events.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Events on their way to the sending thread, in order. {@link Backlog} bounds how many there can be. */
final class WaitingEvents {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Deque<OutgoingEvent> events = new ArrayDeque<>();
    private boolean closed;

    /** Adds the event; false if nothing is taken any more. */
    boolean offer(OutgoingEvent event) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            events.addLast(event);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** All events that wait, as soon as there are any; none only after {@link #close}, when no more will come. */
    Deque<OutgoingEvent> takeAll() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (events.isEmpty() && !closed) {
                changed.await();
            }
            return swap();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits is still handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All events that wait, perhaps none, at once. */
    Deque<OutgoingEvent> drain() {
        lock.lock();
        try {
            return swap();
        } finally {
            lock.unlock();
        }
    }

    private Deque<OutgoingEvent> swap() {
        Deque<OutgoingEvent> taken = events;
        events = new ArrayDeque<>();
        return taken;
    }
}
