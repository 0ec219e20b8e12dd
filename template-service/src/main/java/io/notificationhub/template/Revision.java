package io.notificationhub.template;

import java.time.Instant;

/** What a template said from {@code createdAt} until the next revision. */
record Revision(int number, TemplateText text, Instant createdAt) {}
