package org.deskferry.host.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.deskferry.host.inspection.Mounts.Mount;
import org.junit.jupiter.api.Test;

class MountRuleTest {
    private static final Mount ROOT = mount("10 1 0:54 / / rw,relatime - overlay overlay rw");
    private static final Mount USR =
            mount("11 10 254:0 /images/1/root/usr /usr ro,nosuid,nodev,relatime,idmapped - ext4 /dev/vda rw");
    private static final Mount COVER = mount("12 11 0:60 / /usr rw,relatime - tmpfs tmpfs rw");

    private static Mount mount(String line) {
        return Mount.parse(line);
    }

    private static List<String> reasons(Mount... mounts) {
        var all = List.of(mounts);
        return all.stream()
                .flatMap(mount -> MountRule.reason(mount, all).stream())
                .map(Object::toString)
                .toList();
    }

    @Test
    void thePodsOwnAreNotInTheWay() {
        assertEquals(List.of(), reasons(ROOT, USR));
    }

    @Test
    void neitherIsAPartOfThem() {
        assertEquals(
                List.of(),
                reasons(ROOT, USR, mount("12 10 254:0 /images/1/root/usr/share /mnt ro,idmapped - ext4 /dev/vda rw")));
        assertEquals(
                1,
                reasons(ROOT, USR, mount("12 10 254:0 /images/1/root/usr-other /mnt rw - ext4 /dev/vda rw"))
                        .size());
    }

    @Test
    void whatCoversTheUsrOfAPodIs() {
        assertEquals(1, reasons(ROOT, USR, COVER).size());
        assertTrue(reasons(ROOT, USR, COVER).getFirst().contains("covers"));
    }

    @Test
    void inAPodWithoutOneItIsATemporaryFileSystemLikeOthers() {
        assertEquals(List.of(), reasons(ROOT, COVER));
    }

    @Test
    void otherFileSystemsAre() {
        var kinds = Stream.of("fuse.sshfs", "ext4", "nfs4")
                .map(kind -> mount("12 10 0:61 / /mnt rw - " + kind + " there rw"))
                .toArray(Mount[]::new);
        assertEquals(3, reasons(kinds).size());
    }
}
