/**
 * Who is asking, and whose rows may answer.
 *
 * <p>A {@link io.tillview.tenancy.Caller} is someone who has proved who they are: a merchant's user or program, or an
 * admin. {@link io.tillview.tenancy.MerchantAccess} turns a caller and the merchant it named into an
 * {@link io.tillview.tenancy.AccessDecision}; an allowed one carries a {@link io.tillview.tenancy.MerchantScope}, and a
 * scope is what every query is built from. How a merchant stands, whoever calls, a
 * {@link io.tillview.tenancy.MerchantDirectory} knows. Whatever isn't known is denied, and "denied" is another answer than "could
 * not decide".
 *
 * <p>This package is the vocabulary: it depends on nothing but the JDK. How callers prove themselves lives in
 * {@code io.tillview.tenancy.token}.
 */
package io.tillview.tenancy;
