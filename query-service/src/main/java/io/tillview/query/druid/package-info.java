/**
 * Runs scoped SQL on Druid, as the merchant whose rows it reads, or with a platform token on an admin's behalf.
 *
 * <p>{@link io.tillview.query.druid.AvaticaQueryRunner} opens a {@code BrokerConnection} with a delegation token for that
 * merchant (the second lock), runs the SQL, and gives the connection back to {@code BrokerConnections}, which keeps a
 * few for the same scope and closes them in the background, well before their tokens end. {@code BrokerTransport}
 * carries Avatica's protobuf messages over the JDK's HTTP client, so that every message has a deadline and a Broker that
 * doesn't answer is found out quickly. What Druid says when something fails is read by {@code DruidFault}, logged, and
 * never passed on.
 *
 * <p>Beside that, {@link io.tillview.query.druid.DruidIngestion} asks the Overlord about supervisors and their tasks how
 * far they are, and {@link io.tillview.query.druid.BrokerSegments} asks Brokers which segments they serve, with a token that opens
 * nothing else.
 */
package io.tillview.query.druid;
