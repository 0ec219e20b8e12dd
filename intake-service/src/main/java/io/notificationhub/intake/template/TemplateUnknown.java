package io.notificationhub.intake.template;

/** No template has this key. */
public final class TemplateUnknown extends RuntimeException {
    TemplateUnknown(String key) {
        super("There is no template " + key, null, false, false);
    }
}
