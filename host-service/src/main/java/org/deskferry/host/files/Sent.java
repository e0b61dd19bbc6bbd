package org.deskferry.host.files;

/** What the destination has of one file or directory, as it looked when it was sent. */
abstract sealed class Sent permits SentDirectory, SentFile {
    private Look look;

    Sent(Look look) {
        this.look = look;
    }

    final Look look() {
        return look;
    }

    final void update(Look newer) {
        look = newer;
    }
}
