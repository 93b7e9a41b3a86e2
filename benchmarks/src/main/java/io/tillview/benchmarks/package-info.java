/**
 * The published figures, made again: each benchmark brings up its own installation through {@code ./tillview}, as anybody
 * would, measures several runs and gives medians.
 */
package io.tillview.benchmarks;
