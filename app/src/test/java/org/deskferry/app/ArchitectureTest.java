package org.deskferry.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Arrows between rooms run one way, and app and host service meet only in the contract. */
final class ArchitectureTest {
    private static final String APP = "org.deskferry.app";
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(APP);

    @Test
    void nothingOfTheHostServiceIsHere() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.deskferry.host.."))
                .check(CLASSES);
    }

    @Test
    void nothingGoesInCircles() {
        slices().matching(APP + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** The window and the command line evacuate alike. */
    @Test
    void evacuationOnlyDecides() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".evacuation..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.grpc..",
                        "javafx..",
                        APP + ".identity..",
                        APP + ".cli..",
                        APP + ".fleet..",
                        APP + ".board.."))
                .check(CLASSES);
    }

    /** The window and the command line read archives, transfer pods, write ports, find workstations and pair them alike. */
    @Test
    void whatBothUseKnowsNeither() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        APP + ".archive..",
                        APP + ".transfer..",
                        APP + ".ports..",
                        APP + ".finding..",
                        APP + ".pairing..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("javafx..", APP + ".cli..", APP + ".fleet..", APP + ".board.."))
                .check(CLASSES);
    }

    @Test
    void identityIsAtTheBottom() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".identity..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(APP + ".cli..", APP + ".fleet..", APP + ".board..", APP + ".viewer.."))
                .check(CLASSES);
    }

    /** What bytes mean, whoever carries them and whoever draws. */
    @Test
    void theProtocolOfScreensKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".rfb..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.grpc..", "com.google..", "javafx..", "org.deskferry.proto..")
                                .or(resideInAPackage(APP + "..").and(not(resideInAPackage(APP + ".rfb..")))))
                .check(CLASSES);
    }

    /** The board opens it, and it stands without. */
    @Test
    void theViewerNeedsNoBoard() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".viewer..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.grpc..", APP + ".board..", APP + ".cli..", APP + ".identity.."))
                .check(CLASSES);
    }

    /** It is started often, and should be quick. */
    @Test
    void theCommandLineNeedsNoWindow() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".cli..", APP + ".identity..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("javafx..", APP + ".fleet..", APP + ".board..", APP + ".viewer.."))
                .check(CLASSES);
    }

    /** The window shows them, and each stands without. */
    @Test
    void tableAndHistoryNeedNoBoard() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".table..", APP + ".history..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.grpc..", APP + ".board..", APP + ".viewer..", APP + ".cli.."))
                .check(CLASSES);
    }

    /** The board opens it. */
    @Test
    void admissionNeedsNoBoard() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".admission..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.grpc..", APP + ".board..", APP + ".viewer..", APP + ".cli.."))
                .check(CLASSES);
    }

    /** What is on the bus, whoever puts it there. */
    @Test
    void sessionAndTrayKnowNoView() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".session..", APP + ".tray..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("javafx..", APP + ".board..", APP + ".fleet..", APP + ".settings.."))
                .check(CLASSES);
    }

    /** Whoever reads them. */
    @Test
    void wordsAndSettingsKnowNoView() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".words..", APP + ".settings..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "javafx.scene..", APP + ".board..", APP + ".table..", APP + ".viewer..", APP + ".fleet.."))
                .check(CLASSES);
    }

    /** Views are made of them. */
    @Test
    void partsKnowNoView() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".parts..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.grpc..", APP + ".board..", APP + ".table..", APP + ".viewer..", APP + ".identity.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheBoardAndTheViewerDraw() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".fleet..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("javafx.scene.control..", "atlantafx..", "org.controlsfx.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
