package io.notificationhub.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.EnumSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * The JSON form of events: absent for null, ISO-8601 UTC for time, unknown fields ignored, a value of another type than the schema says refused
 * and never bent into the right one. Thread-safe.
 */
public final class EventJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfigDefaults(EventJson::refuseOtherTypes)
            .withCoercionConfig(LogicalType.Textual, EventJson::refuseOtherTypes)
            .addModule(IsoInstant.module())
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .changeDefaultPropertyInclusion(
                    ignored -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private EventJson() {}

    private static void refuseOtherTypes(MutableCoercionConfig coercion) {
        for (CoercionInputShape shape : EnumSet.of(
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean,
                CoercionInputShape.EmptyString)) {
            coercion.setCoercion(shape, CoercionAction.Fail);
        }
    }

    public static String write(HubEvent event) {
        return MAPPER.writeValueAsString(event);
    }

    /** @throws MalformedEvent if the text isn't JSON, or lacks what the event must have */
    public static <E extends HubEvent> E read(String json, Class<E> type) {
        try {
            E event = MAPPER.readValue(json, type);
            if (event == null) {
                throw new MalformedEvent(type.getSimpleName() + " is null", null);
            }
            return event;
        } catch (JacksonException e) {
            throw new MalformedEvent(type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }
}
