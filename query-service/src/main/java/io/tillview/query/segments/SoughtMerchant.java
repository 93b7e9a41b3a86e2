package io.tillview.query.segments;

/** A merchant whose segments are sought. Used by one thread: it remembers what it was compared with last. */
final class SoughtMerchant {
    private final String id;
    private String prefix = "";
    private boolean begins = true;
    private long key;

    SoughtMerchant(String id) {
        this.id = id;
        this.key = MerchantStarts.key(id, 0);
    }

    String id() {
        return id;
    }

    /** Whether the id begins with that. */
    boolean beginsWith(String text) {
        compare(text);
        return begins;
    }

    /** What follows in the id on what it begins with, as {@link MerchantStarts#key}. */
    long keyAfter(String text) {
        compare(text);
        return key;
    }

    private void compare(String text) {
        if (!prefix.equals(text)) {
            prefix = text;
            begins = id.startsWith(text);
            key = MerchantStarts.key(id, text.length());
        }
    }
}
