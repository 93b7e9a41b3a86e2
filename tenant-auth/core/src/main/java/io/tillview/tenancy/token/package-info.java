/**
 * Proofs: the tokens callers show, the keys that sign and verify them, and the files both are kept in.
 *
 * <p>There are three kinds of tokens, and none passes for another: they differ in audience and type, the first in issuer
 * and key, too.
 * <ul>
 *   <li>An access token says who calls {@code query-service}: {@link io.tillview.tenancy.token.AccessTokenVerifier}
 *       turns it into a {@link io.tillview.tenancy.Caller}.
 *       {@link io.tillview.tenancy.token.AccessTokenSigner} makes one where no identity provider does.
 *   <li>A delegation token tells Druid for which merchant {@code query-service} asks, for a few minutes:
 *       {@link io.tillview.tenancy.token.DelegationTokenSigner} on one side,
 *       {@link io.tillview.tenancy.token.DelegationTokenVerifier} on the other. Druid holds only the public key.
 *   <li>A status token lets {@code query-service} ask Druid how its supervisors are doing:
 *       {@link io.tillview.tenancy.token.StatusTokenSigner} and
 *       {@link io.tillview.tenancy.token.StatusTokenVerifier}, with the same key.
 * </ul>
 *
 * <p>Verifying is strict: the accepted algorithms are a list, never what the token asks for; issuer, audience and
 * expiry have to be there; a claim of the wrong type refuses the token. Reasons, causes and messages never repeat
 * anything of a token or a secret.
 */
package io.tillview.tenancy.token;
