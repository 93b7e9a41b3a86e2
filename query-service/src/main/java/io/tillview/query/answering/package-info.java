/**
 * From a question that was understood and allowed to its answer.
 *
 * <p>{@link io.tillview.query.answering.QueryAnswerer} picks the datasource, has the SQL made for the scope, gives it to
 * a {@link io.tillview.query.answering.QueryRunner}, chooses rows where SQL can't do it exactly, and shapes what comes back: times in the question's zone, money as
 * decimal text, warnings where a number would mislead. The runner is an interface here so that this package knows
 * nothing of how Druid is reached; it takes a {@link io.tillview.query.scoping.ScopedSql} and nothing else.
 */
package io.tillview.query.answering;
