package io.tillview.query.druid;

import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.RunOutcome.ValueKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the rows of one query go. Used by one thread. */
sealed interface RowTarget extends Consumer<List<Object>> {

    /** Makes ready for the first row of another try; false if rows of an earlier one are out of reach. */
    boolean begin();

    /** Hears what the rows are, before the first of them, where only Druid knows. */
    void describe(List<ValueKind> kinds);

    /** The most rows of one frame, which are in memory at a time. */
    int rowsPerFrame();

    /** What came of it, once the last row of this Broker was taken. */
    RunOutcome finished(URI broker);

    /** Keeps them all, unless their sketches take too much memory. */
    final class Kept implements RowTarget {
        /** About a twentieth of the heap of {@code druid-cluster/conf/query-service/jvm.config}. */
        static final long MOST_SKETCH_BYTES = 16L << 20;

        /** The Broker's default for the most. */
        private static final int ROWS_PER_FRAME = 5_000;

        private final List<List<Object>> rows = new ArrayList<>();
        private Optional<List<ValueKind>> kinds = Optional.empty();
        private long sketchBytes;

        /** @throws TooManyBytesException if their sketches are too many to be kept at once */
        @Override
        public void accept(List<Object> row) {
            for (Object value : row) {
                if (value instanceof byte[] sketch) {
                    sketchBytes += sketch.length;
                }
            }
            if (sketchBytes > MOST_SKETCH_BYTES) {
                throw new TooManyBytesException();
            }
            rows.add(row);
        }

        @Override
        public int rowsPerFrame() {
            return ROWS_PER_FRAME;
        }

        @Override
        public boolean begin() {
            rows.clear();
            sketchBytes = 0;
            return true;
        }

        @Override
        public void describe(List<ValueKind> described) {
            kinds = Optional.of(described);
        }

        @Override
        public RunOutcome finished(URI broker) {
            return kinds.isPresent()
                    ? new RunOutcome.Described(kinds.get(), rows)
                    : new RunOutcome.Rows(rows, Optional.of(broker));
        }
    }

    /** Hands them on. */
    final class HandedOn implements RowTarget {
        /** Few: what is streamed is so that it takes little memory. */
        private static final int ROWS_PER_FRAME = 1_000;

        private final Consumer<List<Object>> taker;
        private long count;

        HandedOn(Consumer<List<Object>> taker) {
            this.taker = taker;
        }

        @Override
        public void accept(List<Object> row) {
            count++;
            taker.accept(row);
        }

        @Override
        public int rowsPerFrame() {
            return ROWS_PER_FRAME;
        }

        @Override
        public boolean begin() {
            return count == 0;
        }

        @Override
        public void describe(List<ValueKind> kinds) {
            // Whoever takes rows one by one knows what they asked for.
        }

        @Override
        public RunOutcome finished(URI broker) {
            return new RunOutcome.Streamed(count, Optional.of(broker));
        }
    }
}
