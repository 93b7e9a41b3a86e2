/** Whether what is stored agrees with itself: {@link io.tillview.ingestion.checks.RollupCheck} holds rollups to the detail. */
package io.tillview.ingestion.checks;
