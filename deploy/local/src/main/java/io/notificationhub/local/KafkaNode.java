package io.notificationhub.local;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The main class of the broker's JVM: formats the storage on the first start, then is the broker. */
final class KafkaNode {
    private KafkaNode() {}

    /** Takes the configuration file, the log folder and the cluster id. */
    public static void main(String[] arguments) {
        String configuration = arguments[0];
        if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
            int exit = StorageTool.execute(
                    new String[] {
                        "format", "--cluster-id", arguments[2], "--config", configuration, "--ignore-formatted"
                    },
                    System.out);
            if (exit != 0) {
                System.exit(exit);
            }
        }
        Kafka.main(new String[] {configuration});
    }
}
