package io.tillview.tenancy;

/**
 * Someone of the platform's own staff, who may read all merchants' rows.
 *
 * @param subject who it is
 */
public record AdminCaller(String subject) implements Caller {

    /** @throws IllegalArgumentException if {@code subject} isn't valid */
    public AdminCaller {
        if (!Caller.isValidSubject(subject)) {
            throw new IllegalArgumentException("A subject has 1 to 256 printable characters.");
        }
    }
}
