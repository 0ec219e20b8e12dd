package io.notificationhub.bench.measure;

/** A way to do the work that is measured. It runs in a JVM of its own, so that what it costs can be told apart. */
public interface Contender {
    /** As it stands in the table. */
    String title();

    /** The program that does the work from its start until it is killed. */
    JavaProgram program(Servers servers);
}
