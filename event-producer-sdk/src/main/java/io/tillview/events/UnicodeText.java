package io.tillview.events;

/** What has to be known about text that becomes JSON in UTF-8. */
final class UnicodeText {

    private UnicodeText() {}

    /** Whether every surrogate has its other half. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Bytes one char of well-formed text takes within a JSON string: escaped (RFC 8259, section 7) or as UTF-8. */
    static int jsonBytes(char c) {
        if (c < 0x20) {
            boolean hasShortEscape = c == '\b' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
            return hasShortEscape ? 2 : 6;
        }
        if (c == '"' || c == '\\') {
            return 2;
        }
        if (c < 0x80) {
            return 1;
        }
        // Each half of a surrogate pair counts for two of its four bytes.
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
