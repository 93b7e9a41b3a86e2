/**
 * Operating system processes that outlive the command which started them, yet are never lost: each writes down its own
 * process id and start time before it becomes the program, so whoever comes next finds exactly it, and no other process
 * that was given the same id later. Processes are never searched for by name.
 */
package io.tillview.cluster.process;
