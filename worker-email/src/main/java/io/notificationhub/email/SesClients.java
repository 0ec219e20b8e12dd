package io.notificationhub.email;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sesv2.SesV2AsyncClient;
import software.amazon.awssdk.services.sesv2.SesV2AsyncClientBuilder;

/** Makes the AWS SDK's client: pooled, and without hidden retries. */
final class SesClients {
    private static final Duration KEEP_IDLE = Duration.ofSeconds(20);

    private SesClients() {}

    /** @param answerTimeout longest silence of SES once it has the request */
    static SesV2AsyncClient client(SesProperties properties, Duration answerTimeout) {
        SesV2AsyncClientBuilder client = SesV2AsyncClient.builder()
                .region(Region.of(properties.region()))
                // The delivery kernel retries.
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                // What follows an answer doesn't block, so it needs no threads of its own.
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        // What one thread can't send, no account of SES may: more threads only wake each other.
                        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(1))
                        .maxConcurrency(properties.connections())
                        .maxPendingConnectionAcquires(properties.connections() * 4)
                        .connectionAcquisitionTimeout(properties.connectTimeout())
                        .connectionTimeout(properties.connectTimeout())
                        .readTimeout(answerTimeout)
                        .connectionMaxIdleTime(KEEP_IDLE));
        if (!properties.endpoint().isBlank()) {
            client.endpointOverride(URI.create(properties.endpoint()));
        }
        if (!properties.accessKey().isBlank()) {
            client.credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(properties.accessKey(), properties.secretKey())));
        }
        return client.build();
    }
}
