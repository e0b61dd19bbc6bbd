package org.deskferry.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that was measured, and the files that show it. */
record Report(List<Result> results, Overhead overhead) {
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();
    private static final double KIB_PER_MIB = 1024;

    /** Writes {@code report.json}, {@code report.txt} and {@code report.svg} into a folder, which it makes. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("report.json"), JSON.toJson(tree()) + "\n");
            Files.writeString(folder.resolve("report.txt"), Table.of(this));
            Files.writeString(folder.resolve("report.svg"), Plot.of(results));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> tree() throws IOException {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("machine", machine());
        tree.put("moves", results.stream().map(Report::tree).toList());
        tree.put("overhead_pct", byName(overhead.inPod()));
        tree.put("overlay_pct", byName(overhead.onOverlay()));
        tree.put("summary", Summary.of(this).toString());
        return tree;
    }

    private static Map<String, Object> byName(Map<Chore, List<Double>> percents) {
        var costs = new LinkedHashMap<String, Object>();
        percents.forEach((chore, each) -> costs.put(chore.name(), each));
        return costs;
    }

    private static Map<String, Object> tree(Result result) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("case", result.of().name());
        tree.put("load", result.of().load());
        tree.put("shaped", result.of().shaped());
        tree.put("contestant", result.contestant());
        result.figures().forEach((column, figure) -> tree.put(column.key(), figure));
        tree.put("freeze_parts", result.timeline().parts());
        tree.put("each", result.measures().stream().map(Measure::byKey).toList());
        return tree;
    }

    private static Map<String, Object> machine() throws IOException {
        var memory =
                Files.readString(Path.of("/proc/meminfo")).lines().findFirst().orElse("0");
        return Map.of(
                "kernel", System.getProperty("os.version"),
                "processors", Runtime.getRuntime().availableProcessors(),
                "memory_mib", Math.round(Long.parseLong(memory.replaceAll("\\D", "")) / KIB_PER_MIB));
    }

    /** Of one contestant in one case. */
    Result result(Case of, String contestant) {
        return results.stream()
                .filter(result -> result.of().equals(of) && result.contestant().equals(contestant))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(of.name() + " was not measured for " + contestant));
    }
}
