/**
 * Suspended merchants: nobody is answered on their behalf until an admin lifts it.
 *
 * <p>Who is suspended stands in the directory database ({@link io.tillview.query.suspensions.SuspensionStore}). Each replica keeps the
 * ids in memory ({@link io.tillview.query.suspensions.KnownSuspensions}) and asks again every second; what it knows counts for five
 * seconds from when it asked, and nothing is decided from what is older. So a suspended merchant has stopped on every replica five
 * seconds after the admin heard that it is suspended, on one that can't reach the database, too.
 */
package io.tillview.query.suspensions;
