/**
 * The same installation with every service in a container of its own: each fills in its part of the configuration before it
 * starts, and has the secrets it needs and no others.
 */
package io.tillview.cluster.containers;
