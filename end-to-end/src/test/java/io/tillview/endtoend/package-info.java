/**
 * The whole journey of an event on the real Kafka, Druid, ZooKeeper, PostgreSQL and query-service: one installation on
 * free ports, started once for all test classes ({@link io.tillview.endtoend.Tillview}). Every test class uses merchants
 * of its own, so none sees another's events.
 */
package io.tillview.endtoend;
