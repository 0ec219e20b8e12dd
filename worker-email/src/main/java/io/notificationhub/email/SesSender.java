package io.notificationhub.email;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.VendorReason;
import io.notificationhub.delivery.NetworkFailure;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.Outcome.Scope;
import io.notificationhub.delivery.RetryAfter;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sesv2.SesV2AsyncClient;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.Message;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/** Amazon SES v2. */
final class SesSender implements VendorSender {
    private final SesV2AsyncClient ses;
    private final EmailProperties properties;
    private final @Nullable String configurationSet;
    private final VendorAlarm alarm;
    private final Clock clock;

    SesSender(
            SesV2AsyncClient ses, EmailProperties properties, String configurationSet, VendorAlarm alarm, Clock clock) {
        this.ses = ses;
        this.properties = properties;
        this.configurationSet = configurationSet.isBlank() ? null : configurationSet;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public String vendor() {
        return "ses";
    }

    @Override
    public Mono<Outcome> send(VendorCall call) {
        DeliveryRequested message = call.message();
        return Mono.fromFuture(() -> ses.sendEmail(request(message)))
                .<Outcome>map(answer -> new Outcome.Accepted(answer.messageId()))
                .onErrorResume(error -> Mono.just(outcome(error, message.address())))
                .map(alarm::watch);
    }

    private SendEmailRequest request(DeliveryRequested message) {
        Email email = Email.of(message, properties);
        List<MessageHeader> headers = email.headers().entrySet().stream()
                .map(header -> MessageHeader.builder()
                        .name(header.getKey())
                        .value(header.getValue())
                        .build())
                .toList();
        Message.Builder content =
                Message.builder().subject(utf8(email.subject())).body(body(email));
        if (!headers.isEmpty()) {
            content.headers(headers);
        }
        return SendEmailRequest.builder()
                .fromEmailAddress(properties.from())
                .destination(to -> to.toAddresses(email.to()))
                .content(whole -> whole.simple(content.build()))
                .emailTags(MessageTag.builder()
                        .name("attemptId")
                        .value(message.attemptId().toString())
                        .build())
                .configurationSetName(configurationSet)
                .build();
    }

    private static Body body(Email email) {
        Body.Builder body = Body.builder().text(utf8(email.text()));
        if (email.html() != null) {
            body.html(utf8(email.html()));
        }
        return body.build();
    }

    private static Content utf8(String text) {
        return Content.builder().charset("UTF-8").data(text).build();
    }

    private Outcome outcome(Throwable error, String address) {
        if (error instanceof AwsServiceException refused) {
            AwsErrorDetails details = refused.awsErrorDetails();
            return SesErrors.outcome(
                    details == null ? null : details.errorCode(),
                    refused.statusCode(),
                    VendorReason.of(details == null ? null : details.errorMessage(), address),
                    details == null || details.sdkHttpResponse() == null
                            ? null
                            : RetryAfter.parse(
                                    details.sdkHttpResponse()
                                            .firstMatchingHeader("Retry-After")
                                            .orElse(null),
                                    clock));
        }
        if (isOfCredentials(error)) {
            return new Outcome.Transient(Scope.VENDOR, SesErrors.NO_CREDENTIALS, "no AWS credentials were found");
        }
        return isOfPool(error)
                ? new Outcome.Transient(Scope.VENDOR, "CONNECT", "no connection was free")
                : NetworkFailure.classify(error);
    }

    private static boolean isOfCredentials(Throwable error) {
        return error instanceof SdkClientException
                && error.getMessage() != null
                && error.getMessage().startsWith("Unable to load credentials");
    }

    /** The SDK tells these only by the words of Netty's pool. */
    private static boolean isOfPool(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage());
            if ((cause instanceof TimeoutException && words.startsWith("Acquire operation took longer"))
                    || (cause instanceof IllegalStateException
                            && words.startsWith("Too many outstanding acquire operations"))) {
                return true;
            }
        }
        return false;
    }
}
