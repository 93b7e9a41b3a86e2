package io.tillview.ingestion.memory;

import org.apache.druid.segment.AutoTypeColumnIndexer;
import org.apache.druid.segment.DimensionHandler;
import org.apache.druid.segment.DimensionIndexer;
import org.apache.druid.segment.EncodedKeyComponent;
import org.apache.druid.segment.NestedCommonFormatColumnHandler;
import org.apache.druid.segment.NestedDataColumnSchema;
import org.apache.druid.segment.nested.StructuredData;

/** A column of nested values as a spec has it, of which most rows have none: Druid's own, but that it looks at no value once. */
final class SparseJsonDimension extends NestedDataColumnSchema {

    SparseJsonDimension(NestedDataColumnSchema column) {
        super(column.getName(), column.getFormatVersion());
    }

    @Override
    @SuppressWarnings("rawtypes") // So is Druid's.
    public DimensionHandler getDimensionHandler() {
        return new NestedCommonFormatColumnHandler(getName(), null) {
            @Override
            public DimensionIndexer<StructuredData, StructuredData, StructuredData> makeIndexer(
                    boolean useMaxMemoryEstimates) {
                return new Indexer(getDimensionName());
            }
        };
    }

    /** As safe for several threads as Druid's. */
    private static final class Indexer extends AutoTypeColumnIndexer {

        private EncodedKeyComponent<StructuredData> none;

        Indexer(String name) {
            super(name, null);
        }

        /** After one row without a value, another changes nothing in what is known of the column. */
        @Override
        public EncodedKeyComponent<StructuredData> processRowValsToUnsortedEncodedKeyComponent(
                Object value, boolean reportParseExceptions) {
            if (value == null && none != null) {
                return none;
            }
            EncodedKeyComponent<StructuredData> made =
                    super.processRowValsToUnsortedEncodedKeyComponent(value, reportParseExceptions);
            none = value == null ? made : none;
            return made;
        }
    }
}
