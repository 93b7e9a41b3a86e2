package io.tillview.tenancy;

import static java.util.Objects.requireNonNull;

/**
 * The id of one merchant: 1 to 64 characters of {@code A-Z a-z 0-9 _ -}.
 *
 * <p>Ids are case-sensitive, and equal only to themselves: nothing trims or folds them. The narrow alphabet means that
 * an id needs no escaping in SQL, JSON, a URL path, a file name or a log line; it is escaped there all the same.
 *
 * @param value the id as it stands in events and in Druid's column {@code merchant_id}
 */
public record MerchantId(String value) {

    /** The longest id, in characters. */
    public static final int MAX_LENGTH = 64;

    /**
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalArgumentException if {@code value} isn't a merchant id; the message doesn't repeat the value
     */
    public MerchantId {
        requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "A merchant id has 1 to " + MAX_LENGTH + " characters of A-Z, a-z, 0-9, '_' and '-'.");
        }
    }

    /**
     * Whether the constructor would take this text.
     *
     * @param value any text, null included (which is no merchant id)
     */
    public static boolean isValid(String value) {
        return value != null
                && !value.isEmpty()
                && value.length() <= MAX_LENGTH
                && value.chars().allMatch(MerchantId::isIdCharacter);
    }

    private static boolean isIdCharacter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** The id itself. */
    @Override
    public String toString() {
        return value;
    }
}
