package io.tillview.query.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.Questions;
import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Range;
import io.tillview.query.segments.SegmentChanges.Segment;
import io.tillview.query.segments.SegmentChanges.Stretch;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Change by change, it is what it would be if all were read anew, and what an hour by hour model says. */
class ServedTimelineFoldTest {
    private static final Datasource EVENTS = Datasource.MERCHANT_EVENTS;
    private static final int CHANGES = 25;
    private static final String MERCHANTS = "bdfhj";

    @Property(tries = 200)
    void folded_changes_are_what_is_served(@ForAll Random random) {
        SlotModel model = new SlotModel();
        ServedTimeline folded = ServedTimeline.of(new SegmentChanges("one", 0, true, List.of()));
        Map<String, Fingerprint> known = new HashMap<>();
        for (long position = 1; position <= CHANGES; position++) {
            List<Stretch> stretches = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                stretches.add(stretch(random));
            }
            for (Stretch stretch : stretches) {
                model.change(stretch, position);
            }
            folded = folded.after(new SegmentChanges("one", position, false, stretches));

            int border = 1 + random.nextInt(SlotModel.HOURS - 1);
            ServedTimeline rebuilt =
                    ServedTimeline.of(new SegmentChanges("one", position, true, model.all(EVENTS, border)));
            int from = random.nextInt(SlotModel.HOURS);
            int to = from + 1 + random.nextInt(SlotModel.HOURS - from);
            for (MerchantScope scope : scopes()) {
                Standing standing = folded.standing(EVENTS, scope, SlotModel.hours(from, to));
                assertThat(standing.fingerprint())
                        .isEqualTo(rebuilt.standing(EVENTS, scope, SlotModel.hours(from, to))
                                .fingerprint());
                assertThat(standing.open()).isEqualTo(model.open(scope, from, to));
                assertThat(standing.changedAt()).isEqualTo(model.changedAt(from, to));
                String identity = model.identity(scope, from, to);
                assertThat(known.computeIfAbsent(identity, none -> standing.fingerprint()))
                        .isEqualTo(standing.fingerprint());
            }
        }
        assertThat(known.values().stream().filter(print -> !print.equals(new Fingerprint(0, 0))))
                .doesNotHaveDuplicates();
    }

    private static List<MerchantScope> scopes() {
        List<MerchantScope> scopes = new ArrayList<>(List.of(Questions.EVERYBODY));
        "abcdefghijk"
                .chars()
                .forEach(merchant -> scopes.add(new OneMerchant(new MerchantId(String.valueOf((char) merchant)))));
        return scopes;
    }

    private static Stretch stretch(Random random) {
        int from = random.nextInt(SlotModel.HOURS);
        int to = from + 1 + random.nextInt(SlotModel.HOURS - from);
        List<Chunk> chunks = new ArrayList<>();
        int begin = from;
        while (begin < to) {
            int end = begin + 1 + random.nextInt(to - begin);
            if (random.nextInt(4) > 0) {
                chunks.add(chunk(random, begin, end));
            }
            begin = end;
        }
        return new Stretch(EVENTS, SlotModel.hours(from, to), chunks);
    }

    private static Chunk chunk(Random random, int from, int to) {
        int version = random.nextInt(3);
        if (random.nextBoolean()) {
            return new Chunk(
                    SlotModel.hours(from, to), SlotModel.hours(from, to), "hours " + version, segments(random));
        }
        // Parts of one day that others hide the rest of are of the same segments.
        return new Chunk(
                SlotModel.hours(from, to),
                SlotModel.hours(0, SlotModel.HOURS),
                "day " + version,
                segments(new Random(version)));
    }

    private static List<Segment> segments(Random random) {
        List<Segment> segments = new ArrayList<>();
        for (int partition = random.nextInt(4); partition >= 0; partition--) {
            segments.add(new Segment(partition, random.nextInt(4) == 0, range(random)));
        }
        return segments;
    }

    private static Optional<Range> range(Random random) {
        if (random.nextInt(3) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Range(bound(random), bound(random), random.nextBoolean()));
    }

    private static Optional<String> bound(Random random) {
        int at = random.nextInt(MERCHANTS.length() + 1);
        return at == MERCHANTS.length() ? Optional.empty() : Optional.of(MERCHANTS.substring(at, at + 1));
    }
}
