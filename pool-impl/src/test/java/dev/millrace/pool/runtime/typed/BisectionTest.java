package dev.millrace.pool.runtime.typed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds those that make a call fail, in few calls, and everybody has one end. */
@Guarded
class BisectionTest {

    /** Fails calls with culprits, and notes everything. */
    private static final class Notes implements Bisection.Court<Integer> {
        private final Set<Integer> culprits;
        private final int overAfter;
        final List<Integer> succeeded = new ArrayList<>();
        final List<Integer> guilty = new ArrayList<>();
        final List<Integer> unheard = new ArrayList<>();
        int calls;

        Notes(Set<Integer> culprits, int overAfter) {
            this.culprits = culprits;
            this.overAfter = overAfter;
        }

        @Override
        public Throwable call(List<Integer> jobs) {
            assertThat(jobs).isNotEmpty().isSorted();
            calls++;
            if (jobs.stream().anyMatch(culprits::contains)) {
                return new IllegalStateException("with " + jobs);
            }
            succeeded.addAll(jobs);
            return null;
        }

        @Override
        public boolean isOver() {
            return calls >= overAfter;
        }

        @Override
        public void guilty(Integer job, Throwable failure) {
            assertThat(failure).as("it failed alone").hasMessage("with [" + job + "]");
            guilty.add(job);
        }

        @Override
        public void unheard(List<Integer> jobs, Throwable failure) {
            assertThat(failure).isNotNull();
            unheard.addAll(jobs);
        }
    }

    private static Notes hear(int jobs, Set<Integer> culprits) {
        return hear(jobs, culprits, Integer.MAX_VALUE);
    }

    private static Notes hear(int jobs, Set<Integer> culprits, int overAfter) {
        Notes notes = new Notes(culprits, overAfter);
        List<Integer> all = IntStream.range(0, jobs).boxed().toList();
        new Bisection<>(notes).hear(all);
        List<Integer> ends = new ArrayList<>(notes.succeeded);
        ends.addAll(notes.guilty);
        ends.addAll(notes.unheard);
        assertThat(ends).as("each has one end").containsExactlyInAnyOrderElementsOf(all);
        return notes;
    }

    @Test
    void shouldCallOnceWhenNothingFails() {
        assertThat(hear(32, Set.of()).calls).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 30, 31})
    void shouldFindOneAmongThirtyTwoInEightCalls(int culprit) {
        Notes notes = hear(32, Set.of(culprit));
        assertThat(notes.guilty).containsExactly(culprit);
        assertThat(notes.calls).as("1 + log2(32) + 2").isLessThanOrEqualTo(8);
    }

    @Test
    void shouldFindEveryPairAmongThirtyTwo() {
        for (int one = 0; one < 32; one++) {
            for (int other = one + 1; other < 32; other++) {
                Notes notes = hear(32, Set.of(one, other));
                assertThat(notes.guilty).containsExactlyInAnyOrder(one, other);
                assertThat(notes.calls).isLessThanOrEqualTo(1 + 2 * 7);
            }
        }
    }

    @RepeatedTest(200)
    void shouldFindAnyNumberAmongAny(Seed seed) {
        SplittableRandom random = seed.random(0);
        int jobs = random.nextInt(1, 70);
        Set<Integer> culprits = new HashSet<>();
        for (int i = random.nextInt(0, jobs + 1); i > 0; i--) {
            culprits.add(random.nextInt(jobs));
        }
        Notes notes = hear(jobs, culprits);
        assertThat(new TreeSet<>(notes.guilty)).isEqualTo(new TreeSet<>(culprits));
        int log = 32 - Integer.numberOfLeadingZeros(jobs);
        assertThat(notes.calls).isLessThanOrEqualTo(1 + culprits.size() * (log + 2));
        hear(jobs, culprits, random.nextInt(1, 20));
    }

    @Test
    void shouldCallNoMoreWhenItIsOver() {
        Notes notes = hear(32, Set.of(5), 3);
        assertThat(notes.calls).isEqualTo(3);
        assertThat(notes.guilty).isEmpty();
        assertThat(notes.unheard).contains(5);
    }

    @Test
    void shouldTakeOneThatSucceedsAloneAsAnInnocent() {
        List<Integer> ended = new ArrayList<>();
        Bisection.Court<Integer> moody = new Bisection.Court<>() {
            private int calls;

            @Override
            public Throwable call(List<Integer> jobs) {
                if (calls++ == 0) {
                    return new IllegalStateException("once only");
                }
                ended.addAll(jobs);
                return null;
            }

            @Override
            public boolean isOver() {
                return false;
            }

            @Override
            public void guilty(Integer job, Throwable failure) {
                throw new AssertionError(job + " is innocent");
            }

            @Override
            public void unheard(List<Integer> jobs, Throwable failure) {
                throw new AssertionError(jobs + " were not heard");
            }
        };
        new Bisection<>(moody).hear(List.of(0, 1, 2, 3, 4, 5, 6));
        assertThat(ended).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }
}
