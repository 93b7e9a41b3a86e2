/**
 * The vocabulary of a merchant's question: {@link io.tillview.query.MerchantQuery} goes in,
 * {@link io.tillview.query.QueryResult} comes out, and whatever goes wrong has one of the names in
 * {@link io.tillview.query.ProblemType}.
 *
 * <p>The way of a question through the packages beside this one: {@code http} hears it and asks who is calling,
 * {@code request} reads it and names everything wrong with it, {@code catalog} knows the measures and dimensions,
 * {@code scoping} turns it into SQL for exactly one merchant ({@code sql} reads and checks SQL that a merchant wrote), {@code answering} has that run and shapes the rows,
 * {@code druid} runs it. How far the data reaches is found out by {@code freshness}, with what
 * {@code druid} and {@code kafka} hear. {@code assembly} puts them together.
 * This package imports none of them.
 */
package io.tillview.query;
