package io.notificationhub.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** The hub's database with a role and a schema per service. */
final class HubDatabase {
    static final String NAME = "notification_hub";

    private HubDatabase() {}

    /** Creates what is missing; safe to repeat. Each service's tables are its own migration's work. */
    static void prepare(PostgresServer server) {
        String base = "jdbc:postgresql://" + Loopback.HOST + ":" + server.port() + "/";
        try {
            try (Connection connection = connect(base + "postgres");
                    Statement statement = connection.createStatement()) {
                if (!exists(statement)) {
                    statement.execute("CREATE DATABASE " + NAME);
                }
            }
            try (Connection connection = connect(base + NAME);
                    Statement statement = connection.createStatement()) {
                statement.execute(rolesSql());
            }
        } catch (SQLException | IOException e) {
            throw new StartFailure("Could not prepare the database " + NAME + ": " + e.getMessage(), e);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, PostgresServer.SUPERUSER, PostgresServer.SUPERUSER_PASSWORD);
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
            return found.next();
        }
    }

    private static String rolesSql() throws IOException {
        try (InputStream in = Objects.requireNonNull(HubDatabase.class.getResourceAsStream("roles.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
