/**
 * How each program of the installation is prepared, launched and probed: its configuration filled in from the shipped
 * templates, its secrets made at the first start, and a question only a ready service can answer.
 */
package io.tillview.cluster.services;
