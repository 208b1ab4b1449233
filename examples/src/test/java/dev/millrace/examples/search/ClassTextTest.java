package dev.millrace.examples.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ClassTextTest {

    /** Has constants of all kinds around its texts. */
    private static final class Sample {
        static String text(int number) {
            Runnable lambda = () -> System.out.println("in a lambda");
            lambda.run();
            return "before " + 1e300 * number + " between " + (number + 0x1234_5678_9abcL) + " after" + 1.5f * number;
        }
    }

    @Test
    void shouldFindAllStringConstants() throws IOException {
        try (InputStream file = Sample.class.getResourceAsStream("ClassTextTest$Sample.class")) {
            String text = ClassText.of(file.readAllBytes());

            assertThat(text)
                    .contains("in a lambda", "before ", " between ", " after")
                    .doesNotContain("println");
        }
    }

    @Test
    void shouldRefuseWhatIsNoClassFile() {
        byte[] file = new byte[32];
        file[9] = 3;

        assertThatThrownBy(() -> ClassText.of(file))
                .isInstanceOf(IOException.class)
                .hasMessage("unknown constant 0 at 1");
    }
}
