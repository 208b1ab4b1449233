package dev.millrace.pool.runtime.strand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strands by key, beside a map that is known to be right. */
@Guarded
class KeyTableTest {
    private final KeyTable table = new KeyTable();
    private final Map<Integer, Strand> model = new HashMap<>();
    private int hashes;

    private int hash(int key) {
        return key % hashes * 0x9E3779B9;
    }

    private void look(int keys) {
        for (int key = 0; key < keys; key++) {
            assertThat(table.find(key, hash(key))).isSameAs(model.get(key));
        }
        List<Strand> all = new ArrayList<>();
        table.forEach(all::add);
        assertThat(all).containsExactlyInAnyOrderElementsOf(model.values());
        assertThat(table.isEmpty()).isEqualTo(model.isEmpty());
    }

    /** With all hashes different, with some equal, and with one hash for all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000})
    void shouldHoldWhatAMapHolds(int different, Seed seed) {
        hashes = different;
        SplittableRandom random = seed.random(different);
        for (int round = 0; round < 20; round++) {
            for (int step = 0; step < 400; step++) {
                int key = random.nextInt(300);
                Strand there = model.get(key);
                if (there == null && random.nextInt(400) > step / 2) {
                    Strand made = new Strand(key, hash(key), new Stripe(), null);
                    model.put(key, made);
                    table.add(made);
                } else if (there != null) {
                    model.remove(key);
                    table.remove(there);
                    table.remove(there);
                }
            }
            look(300);
            for (Strand strand : List.copyOf(model.values())) {
                model.remove((Integer) strand.key());
                table.remove(strand);
            }
            look(300);
        }
    }
}
