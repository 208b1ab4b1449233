package dev.millrace.pool.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Mode;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Guarded
@SuppressWarnings("try") // a visit is only ended
class ProbeTest {

    @BeforeEach
    void shouldBeOnInTests() {
        assertThat(Probe.ON).as("-Dmillrace.probes=true").isTrue();
    }

    @Test
    void shouldPassThePointsOfAJobOnItsWay() {
        Set<Point> seen = ConcurrentHashMap.newKeySet();
        try (WorkerPool pool = Mode.COOPERATIVE.pool("points", 1).build()) {
            Await.asleep(pool, 1);
            try (Probe.Visit visit = Probe.visit(seen::add)) {
                AtomicInteger runs = new AtomicInteger();
                pool.execute(runs::incrementAndGet);
                Await.until(() -> runs.get() == 1, pool::explain);
                Await.asleep(pool, 1);
            }
        }

        assertThat(EnumSet.copyOf(seen))
                .contains(
                        Point.ADMITTED,
                        Point.PUBLISHED,
                        Point.WAKE_WON,
                        Point.AWAKE,
                        Point.TAKEN,
                        Point.SEARCH_LEFT,
                        Point.CHUNK_READ,
                        Point.RUNS,
                        Point.SCAN_EMPTY,
                        Point.SLEEP_ANNOUNCED,
                        Point.SLEEP_COUNTED,
                        Point.PARK)
                .doesNotContain(Point.CLOSE_BEGUN, Point.SEATED);
    }

    @Test
    void shouldHaveOneVisitorAtATime() {
        try (Probe.Visit visit = Probe.visit(point -> {})) {
            assertThatThrownBy(() -> Probe.visit(point -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("another visitor is there");
        }

        Probe.visit(point -> {}).close();
    }
}
