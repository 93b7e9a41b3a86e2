package io.tillview.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.tenancy.token.KeyFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TillviewTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upp | up",
                "up --dettach | --detach",
                "up --port-offset many | --port-offset",
                "up --port-offset 70000 | 65535",
                "up --port brooker=1 | broker, historical",
                "up --port broker=8081 | coordinator-overlord and broker",
                "up --port broker | --port",
                "token | --merchant",
                "token --merchant a/b | A merchant id has",
                "token --merchant a --admin | mutually exclusive",
                "token --admin --ttl 1h | PT1H",
                "token --admin --ttl PT0S | 1 second to 366 days",
                "token --admin --ttl P400D | 1 second to 366 days",
                "specs | subcommand",
                "specs aply | apply",
                "publish | --merchant",
                "publish --merchant a --count 0 | 1 or more",
                "publish --merchant a --amount 1 | --currency",
                "demo --rate -1 | 0 to 50000",
                "demo --days -1 | 0 to 3660",
                "demo --for 10s | PT1M",
                "demo --for PT0S | more than nothing",
                "demo --write history.ndjson | --days",
                "demo --rate 0 | nothing to do",
                "demo --totals totals.ndjson | --for",
                "demo --totals totals.ndjson --days 3000 --rate 0 | 2000000"
            })
    void a_wrong_call_is_one_line_that_names_the_remedy(String call, String remedy) {
        assertThat(run(call.split(" "))).isEqualTo(2);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("tillview: ")
                .contains(remedy)
                .endsWith(" --help");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--type Order! | event_type_pattern",
                "--type order_placed --amount 49.90 --currency EURO | CURRENCY",
                "--type order_placed --amount -1 --currency EUR | AMOUNT",
                "--type order_placed --amount 49.905 --currency EUR | 2 decimals",
                "--type order_placed --amount 1e30 --currency EUR | too large",
                "--country Utopia | COUNTRY"
            })
    void an_event_that_breaks_a_rule_is_refused_with_that_rule(String event, String rule) {
        String[] arguments = ("publish --merchant a " + event).split(" ");

        assertThat(run(arguments)).isEqualTo(1);

        assertThat(err.toString().lines()).singleElement().asString().containsIgnoringCase(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token --admin",
                "publish --merchant a",
                "demo --rate 1",
                "specs diff",
                "specs apply",
                "specs show"
            })
    void before_the_first_start_each_names_up_as_the_remedy_and_makes_nothing(String call) {
        Path data = folder.resolve("data");

        assertThat(run(with(call.split(" "), "--data", data.toString()))).isEqualTo(1);

        assertThat(err.toString().lines()).singleElement().asString().contains(data.toString(), "./tillview up");
        assertThat(data).doesNotExist();
    }

    @Test
    void status_before_the_first_start_is_not_well() {
        assertThat(run("status", "--data", folder.resolve("data").toString())).isEqualTo(1);

        assertThat(out.toString()).contains("Nothing runs in", "./tillview up");
    }

    @Test
    void down_before_the_first_start_has_nothing_to_do() {
        assertThat(run("down", "--data", folder.resolve("data").toString())).isZero();

        assertThat(out.toString()).contains("Nothing runs in");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_token_stands_alone_on_standard_output() throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        KeyFiles.generateEd25519(secrets.resolve("access-token.key.pem"), secrets.resolve("access-token.pub.pem"));

        assertThat(run("token", "--merchant", "shop-1", "--ttl", "PT5M", "--data", folder.toString()))
                .isZero();

        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_history_is_written_with_its_totals_without_an_installation() throws Exception {
        Path history = folder.resolve("history.ndjson");
        Path totals = folder.resolve("totals.ndjson");

        String call = "demo --days 7 --events-per-day 100 --merchants 3 --write " + history + " --totals " + totals;
        assertThat(run(call.split(" "))).isZero();

        Matcher events = Pattern.compile("\"events\":([0-9]+)").matcher(Files.readString(totals));
        long counted = events.results()
                .mapToLong(result -> Long.parseLong(result.group(1)))
                .sum();
        assertThat(counted).isEqualTo(Files.readAllLines(history).size()).isBetween(500L, 900L);
    }

    @Test
    void every_option_of_every_subcommand_is_described() {
        CommandLine command = Tillview.commandLine();

        assertThat(command.getSubcommands().values()).allSatisfy(subcommand -> {
            assertThat(subcommand.getCommandSpec().usageMessage().description()).isNotEmpty();
            assertThat(subcommand.getCommandSpec().options())
                    .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
        });
    }

    private int run(String... arguments) {
        return Tillview.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
    }
}
