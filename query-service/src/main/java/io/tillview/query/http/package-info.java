/**
 * The REST API: who calls, may they, what do they ask, and what do they get.
 *
 * <p>{@code QueryIds} names every request, {@code CallerAuthentication} finds out who calls, the resources decide with
 * {@link io.tillview.tenancy.MerchantAccess} whose rows that is, and only then is the body read. Every error, wherever
 * it comes from, is written by {@link io.tillview.query.http.Problems} as {@code application/problem+json}; its type,
 * status and title are those of {@link io.tillview.query.ProblemType}, and its text never comes from Druid or from an
 * exception nobody expected.
 */
package io.tillview.query.http;
