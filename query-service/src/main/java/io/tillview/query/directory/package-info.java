/**
 * The directory database, PostgreSQL: what all replicas of the service have to know alike. Its tables are made by the migrations
 * beside this package's classes. While it is away, what needs it says so, and nothing else waits: exports at once, and merchants'
 * requests when what is known of suspensions is too old to decide by.
 */
package io.tillview.query.directory;
