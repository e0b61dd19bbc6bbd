package org.deskferry.host;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.deskferry.proto.v1.Problem;
import org.junit.jupiter.api.Test;

/** Arrows between rooms run one way. */
final class ArchitectureTest {
    private static final String HOST = "org.deskferry.host";
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(HOST);

    /** Each room, and the rooms it may know. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry("problem", Set.of()),
            Map.entry("log", Set.of()),
            Map.entry("linux", Set.of("problem")),
            Map.entry("access", base()),
            Map.entry("pairing", base("access")),
            Map.entry("machine", base()),
            Map.entry("pod", base()),
            Map.entry("history", base()),
            Map.entry("checkpoint", base("pod")),
            Map.entry("files", base("pod")),
            Map.entry("network", base("pod")),
            Map.entry("display", base("pod")),
            Map.entry("inspection", base("pod", "checkpoint")),
            Map.entry("memory", base("pod", "checkpoint")),
            Map.entry("kept", base("checkpoint", "memory")),
            Map.entry("handover", base()),
            Map.entry("lifecycle", base("pod", "checkpoint", "files", "handover", "kept", "network", "display")),
            Map.entry("config", base("access", "network")),
            Map.entry(
                    "move",
                    base(
                            "pod",
                            "checkpoint",
                            "inspection",
                            "memory",
                            "kept",
                            "files",
                            "handover",
                            "network",
                            "display",
                            "lifecycle",
                            "machine")),
            Map.entry(
                    "rest",
                    base("pod", "checkpoint", "memory", "files", "network", "display", "lifecycle", "machine", "move")),
            Map.entry(
                    "api",
                    base(
                            "access",
                            "history",
                            "pod",
                            "files",
                            "network",
                            "display",
                            "lifecycle",
                            "machine",
                            "move",
                            "pairing",
                            "rest")));

    private static Set<String> base(String... more) {
        var rooms = new TreeSet<>(Set.of("problem", "linux", "log"));
        rooms.addAll(Arrays.asList(more));
        return rooms;
    }

    @Test
    void everyRoomKnowsOnlyThoseItMay() {
        ROOMS.forEach((room, others) -> classes()
                .that()
                .resideInAPackage(pattern(room))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(Stream.concat(Stream.of(room), others.stream())
                                .map(ArchitectureTest::pattern)
                                .toArray(String[]::new))
                        .or(not(resideInAPackage(HOST + ".."))))
                .allowEmptyShould(true)
                .check(CLASSES));
    }

    @Test
    void everyRoomIsOnTheList() {
        var unknown = new TreeSet<String>();
        for (var one : CLASSES) {
            var name = one.getPackageName();
            if (!name.equals(HOST)) {
                unknown.add(name.substring(HOST.length() + 1).replaceFirst("\\..*", ""));
            }
        }
        unknown.removeAll(ROOMS.keySet());
        assertEquals(Set.of(), unknown);
    }

    @Test
    void nothingGoesInCircles() {
        slices().matching(HOST + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyAccessAndApiKnowHowMessagesTravel() {
        noClasses()
                .that()
                .resideInAPackage(HOST + "..")
                .and()
                .resideOutsideOfPackages(HOST, HOST + ".access", HOST + ".api")
                .should()
                .dependOnClassesThat(resideInAPackage("io.grpc.."))
                .check(CLASSES);
    }

    /** Else somebody would read English in a German window. */
    @Test
    void problemsAreMadeOfPhrases() {
        noClasses()
                .should()
                .callMethod(Problem.Builder.class, "setReason", String.class)
                .check(CLASSES);
    }

    @Test
    void nothingOfTheAppIsHere() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.deskferry.app.."))
                .check(CLASSES);
    }

    private static String pattern(String room) {
        return HOST + "." + room + "..";
    }
}
