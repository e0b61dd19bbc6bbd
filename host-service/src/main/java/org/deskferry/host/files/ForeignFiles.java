package org.deskferry.host.files;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.pod.PodFolder;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/**
 * Looks through the files of a pod for those that no destination takes, since no program in the pod can have made them: the
 * machine's root put them there.
 */
public final class ForeignFiles {
    private static final int MOST = 10;

    private final PodFolder folder;
    private final IdRange ids;
    private final TreeRules rules;
    private final List<Problem> found = new ArrayList<>();

    private ForeignFiles(PodFolder folder, IdRange ids) {
        this.folder = folder;
        this.ids = ids;
        this.rules = new TreeRules(ids, false);
    }

    /** A problem for each of them, the first {@value #MOST}. */
    public static List<Problem> of(PodFolder folder, IdRange ids) throws IOException {
        var files = new ForeignFiles(folder, ids);
        try (var upper = Directory.open(folder.upper())) {
            files.examine("", upper.status());
            files.walk(upper);
        }
        return List.copyOf(files.found);
    }

    private void walk(Directory upper) throws IOException {
        var unvisited = new ArrayDeque<String>();
        unvisited.push("");
        while (!unvisited.isEmpty() && found.size() < MOST) {
            var path = unvisited.pop();
            var opened = upper.openDirectory(path);
            if (opened.isEmpty()) {
                continue;
            }
            try (var directory = opened.get()) {
                for (var name : directory.list()) {
                    var inner = path.isEmpty() ? name : path + "/" + name;
                    var status = directory.status(name);
                    status.ifPresent(now -> examine(inner, now));
                    if (status.filter(FileStatus::isDirectory).isPresent()) {
                        unvisited.push(inner);
                    }
                }
            }
        }
    }

    private void examine(String path, FileStatus status) {
        if (found.size() < MOST && !SentTree.isWhiteout(status)) {
            problem(path, status).ifPresent(found::add);
        }
    }

    private Optional<Problem> problem(String path, FileStatus status) {
        var place = folder.root().resolve(Entries.readable(path));
        if (status.type() == FileStatus.CHARACTER_DEVICE || status.type() == FileStatus.BLOCK_DEVICE) {
            return Optional.of(problem(
                    path,
                    say("It is a device node that this workstation's root made; a pod's files may not hold any."),
                    say("Remove it: rm '{0}'.", place)));
        }
        if (rules.owns(status.uid()) && rules.owns(status.gid())) {
            return Optional.empty();
        }
        return Optional.of(problem(
                path,
                say(
                        "It belongs to user {0} and group {1} of this workstation, who do not exist in the pod.",
                        Integer.toUnsignedString(status.uid()), Integer.toUnsignedString(status.gid())),
                say(
                        "Give it to the pod's root: chown -h {0}:{0} '{1}'; its users begin at {0}. Or remove it.",
                        ids.getFirst(), place)));
    }

    private static Problem problem(String path, Phrase reason, Phrase remedy) {
        return Phrases.problem(
                ProblemKind.PROBLEM_KIND_NOT_DUMPABLE, say("file /{0}", Entries.readable(path)), reason, remedy);
    }
}
