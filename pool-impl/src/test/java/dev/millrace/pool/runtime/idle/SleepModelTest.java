package dev.millrace.pool.runtime.idle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.idle.SleepModel.Event;
import dev.millrace.pool.runtime.idle.SleepModel.Order;
import dev.millrace.pool.runtime.idle.SleepModel.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SleepModelTest {
    private static final String STRANDED = "work is visible, nobody searches, a worker sleeps";

    @ParameterizedTest
    @CsvSource({"1, 2, NONE", "2, 1, NONE", "2, 2, NONE", "1, 2, RETIRE", "2, 2, RETIRE", "1, 2, DRAIN", "2, 2, DRAIN"})
    void shouldStrandNobodyInAnyInterleaving(int workers, int publishers, Event event) {
        Result result = SleepModel.explore(Order.AS_BUILT, workers, publishers, event);

        assertThat(result.problem()).as("after %s", result.way()).isEmpty();
        assertThat(result.states()).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "LOOK_BEFORE_ANNOUNCE",
                "LOOK_BEFORE_LEAVING_SEARCH",
                "NO_SUCCESSOR",
                "SILENT_MOVE",
                "WAKE_BEFORE_PUBLISH"
            })
    void shouldFindTheWorkThatAWrongOrderStrands(Order wrong) {
        assertThat(SleepModel.explore(wrong, 2, 2, Event.NONE).problem()).isEqualTo(STRANDED);
    }

    @ParameterizedTest
    @CsvSource({
        "LEAVE_WITHOUT_LOOK, RETIRE, '" + STRANDED + "'",
        "WAKE_SELF_BUT_ONCE, RETIRE, one that was told to leave sleeps",
        "DRAINED_WITHOUT_WAKE, DRAIN, 'everything is done, and a worker sleeps'"
    })
    void shouldFindTheSleeperThatAWrongEndStrands(Order wrong, Event event, String problem) {
        assertThat(SleepModel.explore(wrong, 2, 2, event).problem()).isEqualTo(problem);
    }
}
