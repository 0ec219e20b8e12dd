package io.notificationhub.local;

import java.nio.file.Path;

/** The folders of one stack. */
record HubFolders(Path project, Path home) {

    static HubFolders current() {
        return new HubFolders(ProjectFolder.root(), ProjectFolder.home());
    }

    Path binaries() {
        return home.resolve("binaries");
    }

    Path data() {
        return home.resolve("data");
    }

    Path logs() {
        return home.resolve("logs");
    }

    Path apps() {
        return home.resolve("apps");
    }

    /** What runs now; see {@link ProcessRecord} and {@link PartStatus}. */
    Path state() {
        return home.resolve("state");
    }
}
