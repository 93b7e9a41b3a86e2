/**
 * The vocabulary of a Tillview installation on one machine: where its programs lie ({@link
 * io.tillview.cluster.Distribution}), where its state lies ({@link io.tillview.cluster.DataFolder}), where it listens
 * ({@link io.tillview.cluster.Ports}), and what a service is ({@link io.tillview.cluster.Service}): a real program that
 * is launched, probed until it answers, and stopped.
 *
 * <p>The siblings build on it: {@code process} records and ends operating system processes, {@code services} says how
 * each of the programs is started, {@code supervision} starts them all in order and stops them in reverse.
 */
package io.tillview.cluster;
