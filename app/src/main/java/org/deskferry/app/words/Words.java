package org.deskferry.app.words;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The texts of one room, from the {@code messages} bundle that lies beside its classes. */
public final class Words {
    // The texts without a language in their file's name are English: they are not to give way to those of the system's
    // language.
    private static final Control NO_OTHER = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private final Class<?> member;
    private final String bundle;

    private Words(Class<?> member) {
        this.member = member;
        this.bundle = member.getPackageName() + ".messages";
    }

    /** The texts of the package that {@code member} is in. */
    public static Words beside(Class<?> member) {
        return new Words(member);
    }

    /** The text in the language that is spoken now, with its {@code {0}}, {@code {1}}... filled in. */
    public String of(String key, Object... values) {
        return new MessageFormat(texts().getString(key), Language.spoken()).format(values);
    }

    /** Whether there is anything to say of it. */
    public boolean has(String key) {
        return texts().containsKey(key);
    }

    private ResourceBundle texts() {
        return ResourceBundle.getBundle(bundle, Language.spoken(), member.getClassLoader(), NO_OTHER);
    }
}
