package io.notificationhub.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sesv2.SesV2AsyncClient;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/** Amazon's own client: what it signs is right, and what it understands is on the wire as it must be. */
final class SesSdk implements AutoCloseable {
    /** @param messageId or, of a failure, the exception's simple name */
    record Result(int status, String errorCode, String messageId) {}

    private final SesV2AsyncClient client;

    SesSdk(int port, String accessKey, String secretKey) {
        this.client = SesV2AsyncClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.AP_NORTHEAST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(4))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(Duration.ofSeconds(20)))
                .build();
    }

    Result send(String attemptId, String to) {
        SendEmailRequest request = SendEmailRequest.builder()
                .fromEmailAddress("Hub <hub@example.com>")
                .destination(destination -> destination.toAddresses(to))
                .content(content -> content.simple(message -> message.subject(subject -> subject.data("제목"))
                        .body(body -> body.text(text -> text.data("본문")).html(html -> html.data("<p>본문</p>")))))
                .emailTags(
                        MessageTag.builder().name("attemptId").value(attemptId).build())
                .build();
        try {
            return new Result(200, "", client.sendEmail(request).join().messageId());
        } catch (CompletionException e) {
            if (e.getCause() instanceof AwsServiceException refused) {
                return new Result(
                        refused.statusCode(),
                        refused.awsErrorDetails().errorCode(),
                        refused.getClass().getSimpleName());
            }
            throw e;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
