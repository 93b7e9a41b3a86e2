package io.tillview.events;

/**
 * What the check of an event has found out about its JSON, so that whoever writes it needn't look at every character again.
 * Immutable.
 */
public final class JsonShape {

    private final int escapedTexts;
    private final long textBytes;
    private final int attributesBytes;
    private final boolean plainAttributes;

    /** @param escapedTexts a bit for each text field that isn't plain, by its place */
    JsonShape(int escapedTexts, long textBytes, int attributesBytes, boolean plainAttributes) {
        this.escapedTexts = escapedTexts;
        this.textBytes = textBytes;
        this.attributesBytes = attributesBytes;
        this.plainAttributes = plainAttributes;
    }

    /** Whether the field's text is ASCII that JSON doesn't escape: its characters are its bytes. */
    public boolean isPlain(TextField field) {
        return (escapedTexts & (1 << field.place())) == 0;
    }

    /** Whether this holds for every text in the attributes, their names included. */
    public boolean hasPlainAttributes() {
        return plainAttributes;
    }

    /** Bytes of all text fields' values, escaped and in UTF-8, without names and quotes. */
    public long textBytes() {
        return textBytes;
    }

    /** Bytes of the attributes as a compact JSON object, at least 2. */
    public int attributesBytes() {
        return attributesBytes;
    }
}
