/**
 * The {@code ./tillview} command: one class a subcommand. It uses the other rooms; nothing uses it.
 *
 * <p>Exit codes: 0 all is well, 1 it is not (one line on standard error says what and what to do), 2 the call was wrong.
 */
package io.tillview.command;
