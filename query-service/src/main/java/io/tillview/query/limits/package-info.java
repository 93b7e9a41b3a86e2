/** What one merchant may take of this service, so that its flood doesn't slow the others. Knows no HTTP. */
package io.tillview.query.limits;
