package io.tillview.ingestion.memory;

import org.apache.druid.data.input.impl.DimensionSchema.MultiValueHandling;
import org.apache.druid.segment.EncodedKeyComponent;
import org.apache.druid.segment.StringDimensionIndexer;

/**
 * Druid's column of texts in memory, which remembers how texts are encoded that come again, and no text: they are not looked up
 * again, and rows share what stands for them, where Druid makes an array of one number for each row. A row counts for as many bytes
 * as it does there.
 *
 * <p>As safe for several threads as Druid's: rows are added by one at a time, and read by any.
 */
final class RecurringTextIndexer extends StringDimensionIndexer {

    private static final int SLOT_BITS = 8;
    /** What Druid counts for a row's array of one number, apart from what the dictionary grows by. */
    private static final long ONE_VALUE = 16 + Integer.BYTES;

    private final boolean useMaxMemoryEstimates;
    private final String[] texts = new String[1 << SLOT_BITS];

    @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type; nothing else is put into it.
    private final EncodedKeyComponent<int[]>[] encoded = new EncodedKeyComponent[1 << SLOT_BITS];

    /** The hash of the last text that was in no slot: one that comes but once takes no other's place. */
    private final int[] missed = new int[1 << SLOT_BITS];

    private EncodedKeyComponent<int[]> none;

    RecurringTextIndexer(MultiValueHandling multiValues, boolean hasBitmapIndexes, boolean useMaxMemoryEstimates) {
        super(multiValues, hasBitmapIndexes, false, useMaxMemoryEstimates);
        this.useMaxMemoryEstimates = useMaxMemoryEstimates;
    }

    @Override
    public EncodedKeyComponent<int[]> processRowValsToUnsortedEncodedKeyComponent(
            Object value, boolean reportParseExceptions) {
        if (value instanceof String text) {
            return text(text, reportParseExceptions);
        }
        if (value == null && none != null) {
            return none;
        }
        EncodedKeyComponent<int[]> made =
                super.processRowValsToUnsortedEncodedKeyComponent(value, reportParseExceptions);
        none = value == null ? again(made) : none;
        return made;
    }

    private EncodedKeyComponent<int[]> text(String text, boolean reportParseExceptions) {
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> SLOT_BITS) ^ (hash >>> (2 * SLOT_BITS))) & (texts.length - 1);
        if (text.equals(texts[slot])) {
            return encoded[slot];
        }
        EncodedKeyComponent<int[]> made =
                super.processRowValsToUnsortedEncodedKeyComponent(text, reportParseExceptions);
        if (missed[slot] == hash) {
            texts[slot] = text;
            encoded[slot] = again(made);
        }
        missed[slot] = hash;
        return made;
    }

    /** What counts when it comes again, as the dictionary has it then. */
    private EncodedKeyComponent<int[]> again(EncodedKeyComponent<int[]> made) {
        return useMaxMemoryEstimates ? made : new EncodedKeyComponent<>(made.getComponent(), ONE_VALUE);
    }
}
