/**
 * The second lock: Druid itself knows for which merchant it is asked. An extension for Druid 33.
 *
 * <p>{@link io.tillview.tenancy.druid.TillviewAuthenticator} finds out who asks, over HTTP and JDBC: a merchant (by the
 * delegation token {@code query-service} signed), the admin (by password), {@code query-service} itself (by a status
 * token: it may ask how supervisors are doing), or another Druid process (by a shared secret). {@link io.tillview.tenancy.druid.TillviewAuthorizer} gives a merchant its own rows of a few datasources, and
 * nothing else. {@link io.tillview.tenancy.druid.TillviewEscalator} lets Druid processes talk to one another.
 *
 * <p>All three share the type name {@code tillview}; their settings are described on each. There is no setting that
 * switches any of it off. Secrets are read from files once, at the start; a file that is missing, empty or open to
 * everyone stops the process with a message that says how to put it right.
 */
package io.tillview.tenancy.druid;
