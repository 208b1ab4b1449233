package dev.millrace.bench.scenario;

import dev.millrace.bench.match.Role;
import dev.millrace.bench.peer.Peer;

/** As what each takes part. */
final class Roles {
    private Roles() {}

    static Role of(Peer peer) {
        if (peer == Peer.MILLRACE) {
            return Role.OURS;
        }
        return peer.isOurs() ? Role.VARIANT : Role.PEER;
    }
}
