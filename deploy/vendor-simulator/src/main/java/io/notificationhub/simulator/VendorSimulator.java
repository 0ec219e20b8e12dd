package io.notificationhub.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * The running simulator. {@link #main} runs it as a process; a test may {@link #start} it within its own JVM.
 *
 * <p>Listening from the moment that {@code start} returns until {@link #close}.
 */
public final class VendorSimulator implements AutoCloseable {
    private final LoopResources loops;
    private final CallbackSender callbacks;
    private final DisposableServer http;
    private final DisposableServer smtp;

    private VendorSimulator(SimulatorSettings settings, Clock clock) {
        // Not daemons: they are what keeps the process alive.
        this.loops = LoopResources.create("simulator", settings.threads(), false);
        this.callbacks = new CallbackSender(loops);
        SimulatorSettings.Credentials credentials = settings.credentials();
        SplittableRandom random = new SplittableRandom(settings.seed());
        VendorIds ids = new VendorIds(settings.seed() ^ clock.millis() << 20);
        Faults faults = new Faults();
        Journal journal = new Journal(clock, settings);
        Desk desk = new Desk(faults, Chance.of(random), journal, callbacks);
        HubAck ack = new HubAck(clock, settings);
        NhnLedger nhnLedger = new NhnLedger(clock, settings);
        NhnAccount nhnAccount = new NhnAccount(credentials.nhnAppKey(), credentials.nhnSecretKey());
        FcmTokens fcmTokens = new FcmTokens(clock, credentials);
        SnsTopic sns = new SnsTopic(clock, ids, settings.callbackBase(), this::httpPort);
        Router router = new Router(
                desk,
                fcmTokens,
                new FcmEndpoint(fcmTokens, ids, ack),
                new SesEndpoint(
                        new SigV4(clock, "ses", credentials.sesAccessKey(), credentials.sesSecretKey()), ids, sns),
                sns,
                new TwilioEndpoint(clock, credentials, ids),
                new NhnEndpoint(clock, faults, nhnLedger, ids, nhnAccount, settings),
                new NhnPolling(clock, nhnLedger, nhnAccount),
                new ControlApi(journal, faults, nhnLedger));
        try {
            this.http = HttpServer.create()
                    .runOn(loops)
                    .host(settings.bind())
                    .port(settings.httpPort())
                    .handle(router::handle)
                    .bindNow();
            this.smtp = new SmtpServer(desk, faults, ids, ack, credentials).bind(settings, loops);
        } catch (RuntimeException notBound) {
            callbacks.dispose();
            loops.dispose();
            throw notBound;
        }
    }

    /** Starts, and listens when this returns; throws if a port is taken. */
    public static VendorSimulator start(SimulatorSettings settings, Clock clock) {
        return new VendorSimulator(settings, clock);
    }

    public int httpPort() {
        return http.port();
    }

    public int smtpPort() {
        return smtp.port();
    }

    /** Closes every connection and gives the ports back. */
    @Override
    public void close() {
        callbacks.dispose();
        http.disposeNow();
        smtp.disposeNow();
        loops.dispose();
    }

    /** Runs until the process is ended. */
    public static void main(String[] args) {
        Logger log = LoggerFactory.getLogger(VendorSimulator.class);
        Map<String, String> environment = new HashMap<>(System.getenv());
        String port = System.getProperty("server.port");
        if (port != null) {
            environment.put("HUB_SIMULATOR_PORT", port);
        }
        try {
            SimulatorSettings settings = SimulatorSettings.fromEnvironment(
                    environment, () -> new SecureRandom().nextLong(), VendorSimulator::read);
            VendorSimulator simulator = start(settings, Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "shutdown"));
            log.info(
                    "vendors on http://{}:{} and smtp://{}:{}, seed {}",
                    settings.bind(),
                    simulator.httpPort(),
                    settings.bind(),
                    simulator.smtpPort(),
                    settings.seed());
        } catch (RuntimeException cannotStart) {
            log.error(
                    "cannot start: {} (ports are set by HUB_SIMULATOR_PORT and HUB_SIMULATOR_SMTP_PORT)",
                    cannotStart.getMessage());
            System.exit(1);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
