package dev.millrace.pool.metrics.status;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Parts of the JSON that are alike everywhere. */
final class Json {
    /** Escapes what HTML knows, too, in case somebody puts it there. */
    private static final Gson WRITER = new GsonBuilder().serializeNulls().create();

    private Json() {}

    /** In one line. */
    static String text(JsonElement json) {
        return WRITER.toJson(json);
    }

    /** JSON has no word for what is no number; whole ones are written without a point. */
    static JsonElement number(double value) {
        if (!Double.isFinite(value)) {
            return JsonNull.INSTANCE;
        }
        long whole = (long) value;
        return whole == value ? new JsonPrimitive(whole) : new JsonPrimitive(value);
    }

    static <T> JsonArray list(Collection<T> items, Function<? super T, ? extends JsonElement> each) {
        JsonArray array = new JsonArray(items.size());
        items.forEach(item -> array.add(each.apply(item)));
        return array;
    }

    /** The first of them. */
    static <T> List<T> first(List<T> items, int most) {
        return items.size() <= most ? items : items.subList(0, most);
    }

    /** The numbers and truths of a record under their own names; other parts are left out. */
    static JsonObject numbers(Record counts) {
        JsonObject object = new JsonObject();
        for (RecordComponent component : counts.getClass().getRecordComponents()) {
            Object value = valueOf(component, counts);
            if (value instanceof Boolean truth) {
                object.addProperty(component.getName(), truth);
            } else if (value instanceof Double real) {
                object.add(component.getName(), number(real));
            } else if (value instanceof Number whole) {
                object.addProperty(component.getName(), whole);
            }
        }
        return object;
    }

    private static Object valueOf(RecordComponent component, Record counts) {
        try {
            return component.getAccessor().invoke(counts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
