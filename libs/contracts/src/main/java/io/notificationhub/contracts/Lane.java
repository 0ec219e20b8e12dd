package io.notificationhub.contracts;

/** The two queues of a channel: bulk never delays priority. */
public enum Lane {
    PRIORITY,
    BULK
}
