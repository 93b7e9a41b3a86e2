package io.tillview.ingestion.records;

/** The one place a record ends in, and how its rows are told from others there. */
public enum RecordClass {
    /** Kept the contract and came in time. Late ones that were merged stand beside them, and are not counted again. */
    LIVE("merchant_events", "TIMESTAMP_TO_MILLIS(__time) >= arrived_at - " + RecordClass.LATE_AFTER_MILLIS),
    /** Kept the contract and came late. */
    LATE("late_events", ""),
    /** Broke the contract. */
    REJECTED("rejected_records", "");

    static final long LATE_AFTER_MILLIS = 6 * 3_600_000L;
    static final long EARLY_UP_TO_MILLIS = 3_600_000L;

    private final String datasource;
    private final String condition;

    RecordClass(String datasource, String condition) {
        this.datasource = datasource;
        this.condition = condition;
    }

    /** Where its rows are. */
    public String datasource() {
        return datasource;
    }

    /** The place and offset of every row that may belong to a range of records. */
    String offsetsSql(OffsetRange range) {
        StringBuilder sql = new StringBuilder("SELECT kafka_offset FROM ")
                .append(datasource)
                .append(" WHERE kafka_partition = ")
                .append(range.partition())
                .append(" AND kafka_offset >= ")
                .append(range.from())
                .append(" AND kafka_offset < ")
                .append(range.to());
        if (!condition.isEmpty()) {
            sql.append(" AND ").append(condition);
        }
        range.firstArrival().ifPresent(first -> sql.append(" AND __time >= ")
                .append(timestamp(this == LIVE ? first - LATE_AFTER_MILLIS : first)));
        range.lastArrival().ifPresent(last -> sql.append(" AND __time <= ")
                .append(timestamp(this == LIVE ? last + EARLY_UP_TO_MILLIS : last)));
        return sql.toString();
    }

    private static String timestamp(long millis) {
        return "MILLIS_TO_TIMESTAMP(" + millis + ")";
    }
}
