/**
 * Asks Kafka where the topic ends and when its records came. It may describe the topic and no more: no event of any merchant
 * ever comes here.
 */
package io.tillview.query.kafka;
