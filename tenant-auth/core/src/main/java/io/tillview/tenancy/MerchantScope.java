package io.tillview.tenancy;

/**
 * Whose rows a query may read. Every query carries one; there is no query without a scope.
 *
 * <p>Holding a scope is not permission by itself: take it from the {@link AccessDecision.Allowed} that
 * {@link MerchantAccess} gave.
 */
public sealed interface MerchantScope permits OneMerchant, AllMerchants {}
