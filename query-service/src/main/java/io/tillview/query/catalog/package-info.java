/**
 * What can be asked, and what it becomes in SQL.
 *
 * <p>A {@link io.tillview.query.catalog.Measure} is a formula over one or two
 * {@link io.tillview.query.catalog.Aggregate}s; an aggregate knows its SQL for each
 * {@link io.tillview.query.catalog.Datasource}; a {@link io.tillview.query.catalog.Dimension} is a column and knows
 * whether the rollups have it; a
 * {@link io.tillview.query.catalog.CustomAttribute} is a merchant's own, and becomes SQL where callers' texts do. What only an admin can ask of all merchants
 * at once, {@link io.tillview.query.catalog.Audience} tells apart. {@link io.tillview.query.catalog.SourceChoice} names the datasources that can answer a
 * question, the cheapest first. To add a measure or a dimension, add it here: the request reader, the SQL, the answer
 * and {@code GET /v1/catalog} follow.
 *
 * <p>The SQL in here is made of constants only; nothing a caller says gets into it.
 */
package io.tillview.query.catalog;
