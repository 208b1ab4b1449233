package dev.millrace.cli.soak;

import dev.millrace.tool.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a soak has found.
 *
 * @param findings what was done and what was wrong
 * @param heap the heap over time
 * @param stuck the file with the threads of a run in which nothing moved any more, or null
 */
record SoakVerdict(
        Findings findings, HeapCurve heap, @Nullable String stuck) {

    boolean verified() {
        return problems().isEmpty();
    }

    /** What is wrong, as sentences; the first few. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(findings.texts());
        if (heap.growth() > HeapCurve.MOST_GROWTH_KB) {
            problems.add(Format.text(
                    "the heap grew by %,d KB, more than %,d: %s KB",
                    heap.growth(), HeapCurve.MOST_GROWTH_KB, heap.samples()));
        }
        if (stuck != null) {
            problems.add("nothing moved any more; the threads are in " + stuck);
        }
        return problems;
    }

    /** The last line. */
    String line() {
        return Format.text(
                "jobs=%d lives=%d faults=%d lost=%d duplicated=%d phantoms=%d misordered=%d dirty=%d unaccounted=%d"
                        + " leakedThreads=%d unexpected=%d heapGrowth=%dKB verified=%b",
                findings.jobs.sum(),
                findings.lives.sum(),
                findings.faults.sum(),
                findings.lost.sum(),
                findings.duplicated.sum(),
                findings.phantoms.sum(),
                findings.misordered.sum(),
                findings.dirty.sum(),
                findings.unaccounted.sum(),
                findings.leakedThreads.sum(),
                findings.unexpected.sum(),
                heap.growth(),
                verified());
    }

    /** For programs. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("jobs", findings.jobs.sum());
        figures.put("lives", findings.lives.sum());
        figures.put("unborn", findings.unborn.sum());
        figures.put("faults", findings.faults.sum());
        figures.put("lost", findings.lost.sum());
        figures.put("duplicated", findings.duplicated.sum());
        figures.put("phantoms", findings.phantoms.sum());
        figures.put("misordered", findings.misordered.sum());
        figures.put("dirty", findings.dirty.sum());
        figures.put("unaccounted", findings.unaccounted.sum());
        figures.put("leakedThreads", findings.leakedThreads.sum());
        figures.put("unexpected", findings.unexpected.sum());
        figures.put("heapGrowthKilobytes", heap.growth());
        figures.put("heapKilobytes", heap.samples());
        figures.put("problems", problems());
        figures.put("verified", verified());
        return figures;
    }
}
