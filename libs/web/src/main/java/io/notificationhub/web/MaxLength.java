package io.notificationhub.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.jspecify.annotations.Nullable;

/** A text of at most so many characters, as JSON Schema's {@code maxLength} counts them: code points. {@code @Size} counts UTF-16 units. */
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = MaxLength.Validator.class)
public @interface MaxLength {
    int value();

    String message() default "has more than {value} characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Null is no text, and so not too long. */
    final class Validator implements ConstraintValidator<MaxLength, String> {
        private int most;

        @Override
        public void initialize(MaxLength limit) {
            most = limit.value();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || text.codePointCount(0, text.length()) <= most;
        }
    }
}
