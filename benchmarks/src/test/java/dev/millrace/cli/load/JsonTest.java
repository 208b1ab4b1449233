package dev.millrace.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void shouldWriteEveryKindOfValue() {
        assertThat(Json.of(Map.of("a", Arrays.asList(1, 2.5, true, null, Double.NaN, List.of()))))
                .isEqualTo("{\"a\":[1,2.5,true,null,null,[]]}");
    }

    @Test
    void shouldEscapeText() {
        assertThat(Json.of("a\"b\\c\nd")).isEqualTo("\"a\\\"b\\\\c\\u000ad\"");
    }
}
