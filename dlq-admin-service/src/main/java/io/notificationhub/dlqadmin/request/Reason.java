package io.notificationhub.dlqadmin.request;

/** What an operator's reason may look like: it is kept for ever and shown in logs. */
public final class Reason {
    public static final int LONGEST = 500;
    /** A regular expression for it. */
    public static final String VISIBLE = "[^\\p{Cntrl}]*";

    private Reason() {}
}
