package io.notificationhub.web;

/**
 * Headers by which the gateway tells a service who calls. The gateway removes them from every request that comes from outside, so that a
 * client can't forge them.
 */
public final class HubHeaders {
    /** Common prefix of all of them, lower case. */
    public static final String PREFIX = "x-hub-";

    public static final String PRODUCER = "X-Hub-Producer";
    public static final String SCOPES = "X-Hub-Scopes";
    public static final String OPERATOR = "X-Hub-Operator";
    public static final String CLIENT_IP = "X-Hub-Client-Ip";
    /** Which vendor's callback this is, as its signature proved. */
    public static final String VENDOR = "X-Hub-Vendor";
    /** Proves to a service that the call comes from a process of the hub; see {@link WebProperties#innerSecret()}. */
    public static final String INNER_SECRET = "X-Hub-Inner-Secret";

    /**
     * The other way round: the code of the problem that an answer tells in another form than a problem document. So the gateway knows it for the service's
     * own words, and not those of something that answers in its stead; it takes the header away.
     */
    public static final String PROBLEM = "X-Hub-Problem";

    private HubHeaders() {}
}
