package io.tillview.query.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A field of an event's {@code attributes}, which merchants name themselves: {@code attributes.gift_wrap}, and with a point
 * for every object it lies in, {@code attributes.address.city}. Texts, numbers and truth values have a value; objects, lists
 * and what isn't there have none.
 *
 * @param keys the keys from the outside in
 */
public record CustomAttribute(List<String> keys) implements Groupable {
    /** What its name begins with. */
    public static final String PREFIX = "attributes.";

    /** What "true" is shown as: Druid keeps truth values as numbers. */
    public static final String TRUE = "1";

    /** What "false" is shown as. */
    public static final String FALSE = "0";

    /** The most keys. */
    public static final int MAX_KEYS = 8;

    /** The most characters of all keys together with the points between them. */
    public static final int MAX_LENGTH = 128;

    /** What a key may not have in it, and every control character. */
    public static final String FORBIDDEN = "'\"[]\\";

    /** What the names are, for people. */
    public static final String RULE = "An attribute's name is 'attributes.' and then 1 to " + MAX_KEYS
            + " keys with points between them, " + MAX_LENGTH + " characters at most, without any of "
            + String.join(" ", FORBIDDEN.split("")) + " and control characters.";

    /**
     * Copies the keys.
     *
     * @throws IllegalArgumentException if they aren't a name
     */
    public CustomAttribute {
        keys = List.copyOf(keys);
        if (!areKeys(keys)) {
            throw new IllegalArgumentException(RULE);
        }
    }

    /** The attribute of this name in a request; empty for what begins otherwise or isn't well formed. */
    public static Optional<CustomAttribute> named(String externalName) {
        if (!externalName.startsWith(PREFIX)) {
            return Optional.empty();
        }
        List<String> keys =
                Arrays.asList(externalName.substring(PREFIX.length()).split("\\.", -1));
        return areKeys(keys) ? Optional.of(new CustomAttribute(keys)) : Optional.empty();
    }

    @Override
    public String externalName() {
        return PREFIX + String.join(".", keys);
    }

    @Override
    public boolean isIn(Datasource datasource) {
        return datasource == Datasource.MERCHANT_EVENTS;
    }

    @Override
    public boolean ordersAsNumber() {
        return true;
    }

    private static boolean areKeys(List<String> keys) {
        return !keys.isEmpty()
                && keys.size() <= MAX_KEYS
                && String.join(".", keys).length() <= MAX_LENGTH
                && keys.stream().allMatch(CustomAttribute::isKey);
    }

    private static boolean isKey(String key) {
        return !key.isEmpty() && key.codePoints().allMatch(CustomAttribute::isPossible);
    }

    private static boolean isPossible(int c) {
        boolean halfASurrogatePair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c != '.' && FORBIDDEN.indexOf(c) < 0 && !Character.isISOControl(c) && !halfASurrogatePair;
    }
}
