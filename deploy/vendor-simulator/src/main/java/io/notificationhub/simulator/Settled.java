package io.notificationhub.simulator;

import java.util.List;

/** An answer in the vendor's words, and what it means for each parcel. */
record Settled(Answer answer, List<Line> lines) {
    static Settled accepted(Answer answer, Parcel parcel, String messageId) {
        return new Settled(answer, List.of(Line.accepted(parcel, answer.status(), messageId)));
    }

    static Settled refused(Answer answer, Parcel parcel) {
        return new Settled(answer, List.of(Line.refused(parcel, answer.status())));
    }
}
