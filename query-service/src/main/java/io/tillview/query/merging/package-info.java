/**
 * Answers that are put together from pieces of time.
 *
 * <p>{@link io.tillview.query.merging.PieceCut} cuts a question's time into pieces, the same way for every question, so that what was
 * answered about a piece can be kept and used again. {@link io.tillview.query.scoping.PiecesScoper} asks for several of them at once, with
 * sketches in place of the estimates that are read from them; {@link io.tillview.query.merging.PieceRows} takes the answer apart again; and
 * {@link io.tillview.query.merging.RowMerger} makes of the rows of all pieces the rows that Druid would have given for the whole.
 * {@link io.tillview.query.merging.PieceEncoding} writes a piece's rows down.
 *
 * <p>All of it is arithmetic: nothing here asks anybody, or keeps anything.
 */
package io.tillview.query.merging;
