/**
 * What is stored is processed again: {@link io.tillview.ingestion.reprocessing.Reprocessing} replaces time chunks one after another
 * while ingestion and questions go on, and {@link io.tillview.ingestion.reprocessing.Erasure} takes a merchant or a customer out
 * of them.
 */
package io.tillview.ingestion.reprocessing;
