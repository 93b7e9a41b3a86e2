package io.tillview.query.segments;

import java.util.List;

/**
 * The first merchants of ranges, in order. Immutable.
 *
 * <p>Merchants' ids begin alike. What follows on that, eight characters of it, is a number here, and numbers are compared first.
 */
final class MerchantStarts {
    /** No merchant's id is before it. */
    static final String LOWEST = "";

    private static final int KEY_CHARACTERS = 8;
    private static final int BYTE = 8;
    private static final int HIGHEST = 255;

    private final String prefix;
    private final long[] keys;
    private final String[] starts;

    private MerchantStarts(String prefix, List<String> starts) {
        this.prefix = prefix;
        this.starts = starts.toArray(String[]::new);
        this.keys = starts.stream()
                .mapToLong(start -> start.isEmpty() ? 0 : key(start, prefix.length()))
                .toArray();
    }

    static MerchantStarts of(List<String> starts) {
        String prefix = starts.stream()
                .filter(start -> !start.isEmpty())
                .reduce(MerchantStarts::common)
                .orElse("");
        // One and the same for all that begin alike: whoever seeks a merchant looks at it once.
        return new MerchantStarts(prefix.intern(), starts);
    }

    private static String common(String one, String other) {
        int length = 0;
        while (length < one.length() && length < other.length() && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }

    /** The characters from a place on as a number, in the same order as texts that are alike up to there; some may be equal. */
    static long key(String text, int begin) {
        long key = 0;
        for (int i = begin; i < begin + KEY_CHARACTERS; i++) {
            key = key << BYTE | (i < text.length() ? Math.min(text.charAt(i), HIGHEST) : 0);
        }
        return key;
    }

    /** The last that is not after the merchant; -1 for none. */
    int lastUpTo(SoughtMerchant merchant) {
        boolean byKey = merchant.beginsWith(prefix);
        long key = byKey ? merchant.keyAfter(prefix) : 0;
        int low = 0;
        int high = keys.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = byKey ? Long.compareUnsigned(keys[middle], key) : 0;
            if (order < 0 || (order == 0 && starts[middle].compareTo(merchant.id()) <= 0)) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Whether one is the merchant itself. */
    boolean isAt(int i, SoughtMerchant merchant) {
        return (!merchant.beginsWith(prefix) || keys[i] == merchant.keyAfter(prefix))
                && starts[i].equals(merchant.id());
    }
}
