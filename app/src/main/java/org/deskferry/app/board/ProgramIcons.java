package org.deskferry.app.board;

import java.util.List;
import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignW;

/** Picks an icon by a program's name. */
final class ProgramIcons {
    private record Known(String partOfName, Ikon icon) {}

    // The first that matches wins, so the special stands before the general.
    private static final List<Known> KNOWN = List.of(
            new Known("firefox", MaterialDesignF.FIREFOX),
            new Known("chrom", MaterialDesignW.WEB),
            new Known("browser", MaterialDesignW.WEB),
            new Known("thunderbird", MaterialDesignE.EMAIL_OUTLINE),
            new Known("calc", MaterialDesignT.TABLE),
            new Known("writer", MaterialDesignF.FILE_DOCUMENT_OUTLINE),
            new Known("libreoffice", MaterialDesignF.FILE_DOCUMENT_OUTLINE),
            new Known("soffice", MaterialDesignF.FILE_DOCUMENT_OUTLINE),
            new Known("term", MaterialDesignC.CONSOLE),
            new Known("konsole", MaterialDesignC.CONSOLE),
            new Known("thunar", MaterialDesignF.FOLDER_OUTLINE),
            new Known("nautilus", MaterialDesignF.FOLDER_OUTLINE),
            new Known("pcmanfm", MaterialDesignF.FOLDER_OUTLINE),
            new Known("mousepad", MaterialDesignF.FILE_EDIT_OUTLINE),
            new Known("gedit", MaterialDesignF.FILE_EDIT_OUTLINE),
            new Known("featherpad", MaterialDesignF.FILE_EDIT_OUTLINE),
            new Known("emacs", MaterialDesignF.FILE_EDIT_OUTLINE),
            new Known("code", MaterialDesignC.CODE_TAGS),
            new Known("gimp", MaterialDesignI.IMAGE_OUTLINE),
            new Known("ristretto", MaterialDesignI.IMAGE_OUTLINE),
            new Known("python", MaterialDesignL.LANGUAGE_PYTHON),
            new Known("java", MaterialDesignL.LANGUAGE_JAVA),
            new Known("monitor", MaterialDesignM.MONITOR),
            new Known("task", MaterialDesignC.CHART_LINE));

    private ProgramIcons() {}

    static Ikon of(String program) {
        var name = program.toLowerCase(Locale.ROOT);
        return KNOWN.stream()
                .filter(known -> name.contains(known.partOfName()))
                .map(Known::icon)
                .findFirst()
                .orElse(MaterialDesignA.APPLICATION_OUTLINE);
    }
}
