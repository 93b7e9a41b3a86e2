package io.tillview.ingestion.records;

import io.tillview.events.Timeliness;

/** The one place a record ends in, and how its rows are told from others there. */
public enum RecordClass {
    /** Kept the contract and came in time. Late ones that were merged stand beside them, and are not counted again. */
    LIVE("merchant_events", "TIMESTAMP_TO_MILLIS(__time) >= arrived_at - " + Timeliness.MAX_BEHIND.toMillis()),
    /** Kept the contract and came late. */
    LATE("late_events", ""),
    /** Broke the contract. */
    REJECTED("rejected_records", "");

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
                .append(timestamp(this == LIVE ? first - Timeliness.MAX_BEHIND.toMillis() : first)));
        range.lastArrival().ifPresent(last -> sql.append(" AND __time <= ")
                .append(timestamp(this == LIVE ? last + Timeliness.MAX_AHEAD.toMillis() : last)));
        return sql.toString();
    }

    private static String timestamp(long millis) {
        return "MILLIS_TO_TIMESTAMP(" + millis + ")";
    }
}
