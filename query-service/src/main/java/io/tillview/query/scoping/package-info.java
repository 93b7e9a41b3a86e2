/**
 * The first of the two locks: a question becomes SQL here and nowhere else, and never without the merchant it is for.
 *
 * <p>{@link io.tillview.query.scoping.QueryScoper} takes a question and the scope that was allowed, and gives
 * {@link io.tillview.query.scoping.ScopedSql}, which nobody else can make. A scope is one merchant, or, for an admin's question at its
 * own address, {@link io.tillview.tenancy.AllMerchants}, which nobody but
 * {@link io.tillview.tenancy.MerchantAccess#toAllMerchants} gives; only for that one the predicate is left out. Whatever runs SQL takes nothing but that
 * type, so a merchant's SQL without the predicate {@code "merchant_id" = '…'} can't be written down, let alone run. The predicate is
 * also what lets Druid skip the segments of other merchants. The second lock is Druid's own: the connection is opened
 * as that merchant.
 *
 * <p>A statement that a merchant wrote comes as {@link io.tillview.query.sql.CheckedSql}, with a gap for every table, which
 * {@link io.tillview.query.scoping.SqlScoper} fills with the merchant's rows of it.
 *
 * <p>What a caller says gets into SQL as an escaped literal or as one of our own enums, never as text.
 */
package io.tillview.query.scoping;
