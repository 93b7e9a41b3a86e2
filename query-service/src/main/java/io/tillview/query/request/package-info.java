/**
 * Reads a request's JSON into a {@link io.tillview.query.MerchantQuery}, or says everything that is wrong with it at
 * once.
 *
 * <p>The JSON is read as a tree and walked by hand rather than bound to classes: binding stops at the first fault, and
 * names it in the words of a library. {@link io.tillview.query.request.QueryReader} is where it begins; each part of
 * the question has a reader of its own. Fields and names that aren't known are refused, never ignored: a filter that
 * was mistyped and dropped would make a wrong answer look right.
 */
package io.tillview.query.request;
