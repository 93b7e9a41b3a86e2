/**
 * How an answer goes on: a signed token says where the next page begins, whose it is, and which rows came before it.
 *
 * <p>Pages are counted, not sought by their last row: an order by a measure has no place that stays where it is while events
 * come in. Instead the rows before a page are looked at again, and {@link io.tillview.query.paging.SeenRows} tells
 * whether they are still the same ones. Where they aren't, a page may repeat a row or leave one out, and says so.
 */
package io.tillview.query.paging;
