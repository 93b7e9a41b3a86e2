package io.tillview.ingestion.records;

import io.tillview.events.Timeliness;
import java.time.Instant;

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
        range.firstArrival().ifPresent(first -> sql.append(sinceSql(first)));
        range.lastArrival().ifPresent(last -> sql.append(untilSql(last)));
        return sql.toString();
    }

    /** The first and the last offset before another of the records that arrived in a time, and how many rows there are. */
    String boundsSql(int partition, long before, Instant from, Instant to) {
        return "SELECT MIN(kafka_offset), MAX(kafka_offset), COUNT(*) FROM " + datasource + " WHERE kafka_partition = "
                + partition + " AND kafka_offset < " + before + " AND arrived_at >= " + from.toEpochMilli()
                + " AND arrived_at < " + to.toEpochMilli() + (condition.isEmpty() ? "" : " AND " + condition)
                + sinceSql(from.toEpochMilli()) + untilSql(to.toEpochMilli());
    }

    private String sinceSql(long arrival) {
        return " AND __time >= " + timestamp(this == LIVE ? arrival - Timeliness.MAX_BEHIND.toMillis() : arrival);
    }

    private String untilSql(long arrival) {
        return " AND __time <= " + timestamp(this == LIVE ? arrival + Timeliness.MAX_AHEAD.toMillis() : arrival);
    }

    private static String timestamp(long millis) {
        return "MILLIS_TO_TIMESTAMP(" + millis + ")";
    }
}
