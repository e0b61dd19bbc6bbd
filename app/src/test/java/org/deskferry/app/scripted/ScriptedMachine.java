package org.deskferry.app.scripted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deskferry.app.identity.ThisMachine;

/** A machine's file tree, as far as anyone looks, with nothing of Deskferry in it at first. */
public final class ScriptedMachine {
    private final Path root;

    public ScriptedMachine(Path root) {
        this.root = root;
        put("proc/sys/kernel/hostname", "desk-9\n");
        put("proc/sys/kernel/osrelease", "6.12.0\n");
        put("proc/sys/user/max_user_namespaces", "127000\n");
        put("proc/filesystems", "nodev\toverlay\n");
        put("sys/fs/cgroup/cgroup.controllers", "cpu memory pids\n");
    }

    public ThisMachine machine() {
        return new ThisMachine(root);
    }

    public Path fleet() {
        return root.resolve("fleet");
    }

    /** The host service is there, and this is the workstation's name. */
    public void install(String name) {
        put("etc/deskferry/host.conf", "name=" + name + "\n");
    }

    public void startService() {
        put("sys/fs/cgroup/system.slice/deskferry-host.service/cgroup.procs", "");
    }

    public void put(String file, String text) {
        try {
            var path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
