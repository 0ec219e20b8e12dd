package io.notificationhub.sms;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.delivery.ReceiptSource;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorHttp;
import io.notificationhub.delivery.VendorSender;
import io.notificationhub.delivery.worker.WorkerProperties;
import io.notificationhub.sms.SmsProperties.Vendor;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;

/** Makes the senders that {@code hub.sms.vendor} names, in its order. */
final class SmsVendors implements BeanRegistrar {

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        List<Vendor> vendors = Binder.get(environment)
                .bind("hub.sms.vendor", Bindable.listOf(Vendor.class))
                .orElse(List.of());
        for (int i = 0; i < vendors.size(); i++) {
            Vendor vendor = vendors.get(i);
            int order = i;
            registry.registerBean(
                    vendor.name().toLowerCase(Locale.ROOT),
                    VendorSender.class,
                    bean -> bean.order(order).supplier(context -> sender(vendor, context)));
        }
        if (vendors.contains(Vendor.NHN)) {
            registry.registerBean("nhnQueries", ReceiptSource.class, bean -> bean.supplier(SmsVendors::nhnQueries));
        }
    }

    private static VendorSender sender(Vendor vendor, BeanRegistry.SupplierContext context) {
        return switch (vendor) {
            case TWILIO -> twilio(context, context.bean(TwilioProperties.class));
            case NHN -> nhn(context, context.bean(NhnSmsProperties.class));
        };
    }

    private static VendorSender twilio(BeanRegistry.SupplierContext context, TwilioProperties properties) {
        WebClient http = VendorHttp.client(
                context.bean(WebClient.Builder.class),
                "twilio",
                properties.baseUrl().toString(),
                properties.connections(),
                properties.connectTimeout(),
                context.bean(WorkerProperties.class).callTimeLimit());
        return new TwilioSender(
                http,
                properties,
                new VendorAlarm("twilio", TwilioErrors::needsPeople, context.bean(MeterRegistry.class)),
                context.bean(Clock.class));
    }

    private static VendorSender nhn(BeanRegistry.SupplierContext context, NhnSmsProperties properties) {
        return new NhnSmsSender(
                nhnClient(context, "nhn", properties),
                properties,
                new VendorAlarm("nhn", NhnSmsResults::needsPeople, context.bean(MeterRegistry.class)),
                context.bean(Clock.class));
    }

    /** Questions have connections of their own, so that they take none from messages. */
    private static ReceiptSource nhnQueries(BeanRegistry.SupplierContext context) {
        NhnSmsProperties properties = context.bean(NhnSmsProperties.class);
        return new NhnSmsQueries(nhnClient(context, "nhn-queries", properties), properties);
    }

    private static WebClient nhnClient(BeanRegistry.SupplierContext context, String pool, NhnSmsProperties properties) {
        return VendorHttp.client(
                context.bean(WebClient.Builder.class),
                pool,
                properties.baseUrl().toString(),
                properties.connections(),
                properties.connectTimeout(),
                context.bean(WorkerProperties.class).callTimeLimit());
    }
}
