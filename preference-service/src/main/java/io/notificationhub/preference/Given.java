package io.notificationhub.preference;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A field of a request that changes only what it names: absent leaves the stored value, {@code null} goes back to the default.
 *
 * @param given whether the field was there at all
 * @param value null where the field was absent or null
 */
@JsonDeserialize(using = Given.Reader.class)
record Given<T>(boolean given, @Nullable T value) {
    private static final Given<?> ABSENT = new Given<>(false, null);

    @SuppressWarnings("unchecked")
    static <T> Given<T> absent() {
        return (Given<T>) ABSENT;
    }

    static <T> Given<T> of(@Nullable T value) {
        return new Given<>(true, value);
    }

    /** The same field with another form of its value. */
    Given<T> map(UnaryOperator<@Nullable T> change) {
        return given ? of(change.apply(value)) : this;
    }

    /** Reads the field as its type argument says. */
    static final class Reader extends ValueDeserializer<Given<?>> {
        private final @Nullable ValueDeserializer<Object> content;

        @SuppressWarnings("unused") // Jackson makes it first and asks it for one that knows the type.
        Reader() {
            this(null);
        }

        private Reader(@Nullable ValueDeserializer<Object> content) {
            this.content = content;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            JavaType type = property == null ? context.getContextualType() : property.getType();
            return new Reader(context.findContextualValueDeserializer(type.containedTypeOrUnknown(0), property));
        }

        @Override
        public Given<?> deserialize(JsonParser json, DeserializationContext context) {
            if (content == null) {
                throw new IllegalStateException("The type of the field is not known");
            }
            return of(content.deserialize(json, context));
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return of(null);
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return absent();
        }
    }
}
