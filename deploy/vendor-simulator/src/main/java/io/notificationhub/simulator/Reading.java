package io.notificationhub.simulator;

/** What an endpoint makes of a call: refused outright for its credentials or its form, or a submission whose fate is open. */
sealed interface Reading permits Reading.Refused, Submission {
    record Refused(Settled settled) implements Reading {
        Refused(Answer answer, Parcel parcel) {
            this(Settled.refused(answer, parcel));
        }
    }
}
