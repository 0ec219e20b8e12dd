package io.notificationhub.template;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How templates are served.
 *
 * @param pageSize items of a page whose request names no limit
 * @param maxPageSize highest limit that a request may name
 * @param revisionsShown newest revisions that a template is shown with; older ones stay stored
 * @param ship whether the templates that come with the hub are added at start-up where they are absent
 */
@Validated
@ConfigurationProperties("hub.templates")
record TemplateProperties(
        @DefaultValue("20") @Min(1) int pageSize,
        @DefaultValue("100") @Min(1) int maxPageSize,
        @DefaultValue("20") @Min(1) int revisionsShown,
        @DefaultValue("true") boolean ship) {}
