package io.notificationhub.template;

/** A template that comes with the hub. */
record ShippedTemplate(TemplateName name, TemplateText text) {}
