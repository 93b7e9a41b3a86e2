/**
 * PostgreSQL as Druid's metadata store: an extension for Druid 33, chosen with
 * {@code druid.metadata.storage.type=postgresql}.
 *
 * <p>{@link io.tillview.cluster.metadata.PostgreSqlMetadataModule} puts
 * {@link io.tillview.cluster.metadata.PostgreSqlMetadataConnector} in the place of Druid's built-in Derby; all tables
 * and statements are Druid's own, the connector only says what PostgreSQL spells differently.
 *
 * <p>Where the database is and who logs in comes from Druid's usual
 * {@code druid.metadata.storage.connector.{connectURI,user,password}}. How the connection is encrypted is said in the
 * address, as the JDBC driver documents it: {@code jdbc:postgresql://host/druid?sslmode=verify-full&sslrootcert=…}.
 */
package io.tillview.cluster.metadata;
