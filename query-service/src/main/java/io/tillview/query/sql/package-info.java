/**
 * A merchant's own SQL: read, checked, and written anew.
 *
 * <p>{@link io.tillview.query.sql.SqlChecker} is where it begins. The statement is looked at ({@code StatementScan}), parsed
 * with Calcite, and walked by a translator for each part of the language, which writes what it knows and says what it doesn't.
 * What can be asked stands in lists: {@link io.tillview.query.sql.SqlTable}s and their {@code TableColumns},
 * {@code MerchantFunction}s, {@link io.tillview.query.sql.SqlLimits}. To allow something, add it there, with a bound for what
 * it may cost, and to {@code docs/sql.md}.
 *
 * <p>Nothing of the caller's text is in a {@link io.tillview.query.sql.CheckedSql}; it can't run before
 * {@code scoping} has put a merchant's rows into its gaps.
 */
package io.tillview.query.sql;
