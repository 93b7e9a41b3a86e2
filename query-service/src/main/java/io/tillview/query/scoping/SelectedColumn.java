package io.tillview.query.scoping;

import static java.util.Objects.requireNonNull;

import io.tillview.query.catalog.Aggregate;
import io.tillview.query.catalog.EventColumn;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What stands at one position of the rows that a {@link ScopedSql} selects. */
public sealed interface SelectedColumn {

    /** What Druid gives for it. */
    Kind kind();

    /** Its name in the SQL. */
    String alias();

    /** The types that values come in. */
    enum Kind {
        /** A {@link Long}: milliseconds since 1970 in UTC. */
        TIME,
        /** A {@link String} or null. */
        TEXT,
        /** A {@link Long}, or null where nothing was aggregated. */
        WHOLE_NUMBER,
        /** A {@link Double}, or null where there was no value. */
        NUMBER,
        /** A {@code byte[]}, a sketch of the DataSketches library, or null where nothing was sketched. */
        SKETCH,
        /** Of no interest once the rows are in order. */
        SORT_KEY
    }

    /** The beginning of the row's bucket. */
    record BucketStart() implements SelectedColumn {
        @Override
        public Kind kind() {
            return Kind.TIME;
        }

        @Override
        public String alias() {
            return "bucket";
        }
    }

    /**
     * The value of one of the question's dimensions.
     *
     * @param dimension its name in the catalog, or a custom attribute's
     */
    record DimensionValue(String dimension) implements SelectedColumn {
        /** @throws NullPointerException if {@code dimension} is null */
        public DimensionValue {
            requireNonNull(dimension, "dimension");
        }

        @Override
        public Kind kind() {
            return Kind.TEXT;
        }

        @Override
        public String alias() {
            // An attribute's name may have characters in it that no identifier should; it has to be told from others
            // only.
            return "by_"
                    + (isPlain()
                            ? dimension
                            : UUID.nameUUIDFromBytes(dimension.getBytes(StandardCharsets.UTF_8))
                                    .toString());
        }

        private boolean isPlain() {
            return dimension.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z'));
        }
    }

    /**
     * The lowest or highest {@linkplain io.tillview.query.catalog.Currencies place} of a currency among the row's money.
     *
     * @param lowest which of the two
     */
    record CurrencyPlace(boolean lowest) implements SelectedColumn {
        @Override
        public Kind kind() {
            return Kind.WHOLE_NUMBER;
        }

        @Override
        public String alias() {
            return lowest ? "lowest_currency" : "highest_currency";
        }
    }

    /**
     * A sum, a count or a quantile.
     *
     * @param aggregate which
     */
    record AggregateValue(Aggregate aggregate) implements SelectedColumn {
        /** @throws NullPointerException if {@code aggregate} is null */
        public AggregateValue {
            requireNonNull(aggregate, "aggregate");
        }

        @Override
        public Kind kind() {
            return aggregate.isQuantile() ? Kind.NUMBER : Kind.WHOLE_NUMBER;
        }

        @Override
        public String alias() {
            return aggregate.alias();
        }
    }

    /**
     * Which of several pieces of time the row is of, by the numbers of {@link PieceNumbers}.
     */
    record PieceNumber() implements SelectedColumn {
        @Override
        public Kind kind() {
            return Kind.WHOLE_NUMBER;
        }

        @Override
        public String alias() {
            return "piece";
        }
    }

    /**
     * A sketch that a count of different ids, or quantiles, are read from.
     *
     * @param aggregate the first that is
     */
    record SketchValue(Aggregate aggregate) implements SelectedColumn {
        /**
         * @throws NullPointerException if {@code aggregate} is null
         * @throws IllegalArgumentException if it is not the first that is read from a sketch
         */
        public SketchValue {
            requireNonNull(aggregate, "aggregate");
            if (aggregate.merging() == Aggregate.Merging.SUM || aggregate.sketched() != aggregate) {
                throw new IllegalArgumentException("No sketch is named for " + aggregate + ".");
            }
        }

        @Override
        public Kind kind() {
            return Kind.SKETCH;
        }

        @Override
        public String alias() {
            return aggregate.alias() + "_sketch";
        }
    }

    /**
     * A column of the events themselves.
     *
     * @param part which
     */
    record EventPart(EventColumn.Part part) implements SelectedColumn {
        /** @throws NullPointerException if {@code part} is null */
        public EventPart {
            requireNonNull(part, "part");
        }

        @Override
        public Kind kind() {
            return switch (part.type()) {
                case TIME -> Kind.TIME;
                case TEXT -> Kind.TEXT;
                case NUMBER -> Kind.WHOLE_NUMBER;
            };
        }

        @Override
        public String alias() {
            return "of_" + part.column();
        }
    }

    /**
     * A value that the rows are ordered by and nothing else.
     *
     * @param position which of the question's order keys, from 0
     */
    record SortKey(int position) implements SelectedColumn {
        @Override
        public Kind kind() {
            return Kind.SORT_KEY;
        }

        @Override
        public String alias() {
            return "sort_key_" + position;
        }
    }

    /**
     * A value of each row as it is, of a question for rows.
     *
     * @param alias its name in the SQL
     * @param kind what Druid gives for it
     */
    record RowValue(String alias, Kind kind) implements SelectedColumn {
        /** @throws NullPointerException if one is null */
        public RowValue {
            requireNonNull(alias, "alias");
            requireNonNull(kind, "kind");
        }
    }
}
