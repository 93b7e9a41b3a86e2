/**
 * Where every record of the topic went: {@link io.tillview.ingestion.records.RecordAccountant} proves that each offset is in
 * exactly one of live, late and rejected, or holds no event; {@link io.tillview.ingestion.records.RejectedRecords} lists what was rejected, and
 * {@link io.tillview.ingestion.records.RecordReplay} sends it through the topic again.
 */
package io.tillview.ingestion.records;
