package io.notificationhub.email;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorSender;
import io.notificationhub.delivery.worker.WorkerProperties;
import io.notificationhub.email.EmailProperties.Vendor;
import jakarta.mail.Session;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.services.sesv2.SesV2AsyncClient;

/** Makes the senders that {@code hub.email.vendor} names, in its order, and what each of them needs. */
final class EmailVendors implements BeanRegistrar {

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        List<Vendor> vendors = Binder.get(environment)
                .bind("hub.email.vendor", Bindable.listOf(Vendor.class))
                .orElse(List.of());
        for (int i = 0; i < vendors.size(); i++) {
            Vendor vendor = vendors.get(i);
            int order = i;
            switch (vendor) {
                case SES -> withSes(registry);
                case SMTP -> withSmtp(registry);
            }
            registry.registerBean(
                    vendor.name().toLowerCase(Locale.ROOT),
                    VendorSender.class,
                    bean -> bean.order(order).supplier(context -> sender(vendor, context)));
        }
    }

    private static void withSes(BeanRegistry registry) {
        registry.registerBean(
                "sesClient",
                SesV2AsyncClient.class,
                bean -> bean.supplier(context -> SesClients.client(
                        context.bean(SesProperties.class),
                        context.bean(WorkerProperties.class).callTimeLimit())));
    }

    private static void withSmtp(BeanRegistry registry) {
        registry.registerBean(
                "mailSession",
                Session.class,
                bean -> bean.supplier(context ->
                        Session.getInstance(context.bean(SmtpProperties.class).forMail())));
        registry.registerBean(
                "smtpConnections",
                SmtpConnections.class,
                bean -> bean.supplier(context -> new SmtpConnections(
                        context.bean(Session.class), context.bean(SmtpProperties.class), context.bean(Clock.class))));
    }

    private static VendorSender sender(Vendor vendor, BeanRegistry.SupplierContext context) {
        return switch (vendor) {
            case SES ->
                new SesSender(
                        context.bean(SesV2AsyncClient.class),
                        context.bean(EmailProperties.class),
                        context.bean(SesProperties.class).configurationSet(),
                        new VendorAlarm("ses", SesErrors::needsPeople, context.bean(MeterRegistry.class)),
                        context.bean(Clock.class));
            case SMTP ->
                new SmtpSender(
                        context.bean(Session.class),
                        context.bean(SmtpConnections.class),
                        context.bean(EmailProperties.class),
                        Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor()),
                        context.bean(WorkerProperties.class).reachTimeLimit(),
                        new VendorAlarm("smtp", SmtpReplies::needsPeople, context.bean(MeterRegistry.class)),
                        context.bean(Clock.class));
        };
    }
}
