package io.tillview.query.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.KeptRows;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.RowValue;
import io.tillview.query.scoping.SelectedColumn.SortKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Questions by chance that are asked at once; most have their merchant, time and filters in common. */
final class SimulatedBatch implements SimulatedDruid.Question {
    private final List<SimulatedQuestion> questions;
    private SimulatedQuestion alone;
    private int jointStatements;
    private int statements;

    SimulatedBatch(List<SimulatedQuestion> questions) {
        this.questions = List.copyOf(questions);
    }

    static SimulatedBatch drawn(SplittableRandom random) {
        List<SimulatedQuestion> questions = new ArrayList<>();
        SimulatedQuestion first = SimulatedQuestion.drawn(random);
        questions.add(first);
        for (int i = random.nextInt(6); i > 0; i--) {
            SimulatedQuestion other = SimulatedQuestion.drawn(random);
            questions.add(random.nextInt(5) == 0 ? other : like(first, other));
        }
        return new SimulatedBatch(questions);
    }

    private static SimulatedQuestion like(SimulatedQuestion first, SimulatedQuestion other) {
        WantedRows wanted = other.wanted();
        List<Filter> filters = first.wanted().query().filters();
        return new SimulatedQuestion(
                new WantedRows(
                        wanted.query().where(filters),
                        first.wanted().interval(),
                        wanted.datasource(),
                        wanted.portion(),
                        first.wanted().scope(),
                        wanted.subject(),
                        wanted.maxStaleness()),
                first.channel());
    }

    /** How many statements were for several of the questions. */
    int jointStatements() {
        return jointStatements;
    }

    /** How many statements there were. */
    int statements() {
        return statements;
    }

    @Override
    public List<List<Object>> rows(ScopedSql sql, SimulatedTimeline timeline) {
        statements++;
        if (sql.columns().get(0) instanceof RowValue) {
            jointStatements++;
            return new SimulatedGroupings(sql.text()).rows(timeline);
        }
        return alone.rows(sql, timeline);
    }

    /**
     * Asks them, together first.
     *
     * @param answers is given each answer
     */
    void ask(SimulatedDruid druid, CachedRows rows, Consumer<FoundRows> answers) {
        long begun = druid.nanos();
        druid.asked(this);
        KeptRows together =
                rows.ask(questions.stream().map(SimulatedQuestion::wanted).toList());
        for (SimulatedQuestion question : questions) {
            alone = question;
            FoundRows found = together.find(question.wanted())
                    .or(() -> rows.find(question.wanted()))
                    .orElseThrow();
            assertRight(question, found, druid, begun);
            answers.accept(found);
        }
    }

    private static void assertRight(SimulatedQuestion question, FoundRows found, SimulatedDruid druid, long begun) {
        Duration age = question.wanted().maxStaleness().orElse(Duration.ZERO).plusSeconds(2);
        List<SelectedColumn> columns = found.columns();
        List<List<Object>> answered = shown(columns, ((Rows) found.outcome()).rows());
        boolean right = druid.since(begun - age.toNanos()).stream()
                .filter(timeline -> found.reach()
                                .dataThrough()
                                .map(time -> time.getEpochSecond())
                                .orElse(0L)
                        <= timeline.events())
                .map(timeline -> withNothing(question, question.rows(columns, timeline)))
                .anyMatch(rows -> same(question, withNothing(question, answered), shown(columns, rows)));
        assertThat(right)
                .as("%s: %s is none of the answers that there were to %s", found.use(), answered, question.wanted())
                .isTrue();
    }

    /** Whoever asked takes no row for a row of nothing, where there always is one. */
    private static List<List<Object>> withNothing(SimulatedQuestion question, List<List<Object>> rows) {
        boolean nothing = question.wanted().query().isOneRow()
                && rows.size() == 1
                && rows.get(0).stream().allMatch(value -> value == null || value.equals(0L));
        return nothing ? List.of() : rows;
    }

    private static boolean same(SimulatedQuestion question, List<List<Object>> one, List<List<Object>> other) {
        return question.wanted().portion().ordered()
                ? one.equals(other)
                : one.size() == other.size() && new HashSet<>(one).equals(new HashSet<>(other));
    }

    private static List<List<Object>> shown(List<SelectedColumn> columns, List<List<Object>> rows) {
        return rows.stream()
                .map(row -> {
                    List<Object> shown = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        if (!(columns.get(i) instanceof SortKey)) {
                            shown.add(row.get(i));
                        }
                    }
                    return shown;
                })
                .toList();
    }
}
