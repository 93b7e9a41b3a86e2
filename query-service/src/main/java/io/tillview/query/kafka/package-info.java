/**
 * Asks Kafka where the topic ends, when its records came and how far late ones are merged. It may describe the topic and no more: no event of any merchant
 * ever comes here.
 */
package io.tillview.query.kafka;
