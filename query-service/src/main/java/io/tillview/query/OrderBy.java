package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * One key that rows are ordered by. Null is lower than everything else.
 *
 * @param field {@link #TIME}, the question's dimension or one of its measures
 * @param direction which way
 */
public record OrderBy(String field, Direction direction) {

    /** The field that stands for the beginning of a row's bucket. */
    public static final String TIME = "time";

    /** @throws NullPointerException if one is null */
    public OrderBy {
        requireNonNull(field, "field");
        requireNonNull(direction, "direction");
    }

    /** Which way. */
    public enum Direction {
        /** Lowest first. */
        ASC,
        /** Highest first. */
        DESC;

        /** Its name in a request. */
        public String externalName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The direction of this name in a request. */
        public static Optional<Direction> named(String externalName) {
            for (Direction direction : values()) {
                if (direction.externalName().equals(externalName)) {
                    return Optional.of(direction);
                }
            }
            return Optional.empty();
        }
    }
}
