package org.deskferry.app.fleet;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of one room, from the {@code messages} bundle that lies beside its classes. */
public final class Words {
    private final ResourceBundle bundle;

    private Words(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** The texts of the package that {@code member} is in. */
    public static Words beside(Class<?> member) {
        return new Words(ResourceBundle.getBundle(member.getPackageName() + ".messages", Locale.getDefault()));
    }

    /** The text with its {@code {0}}, {@code {1}}... filled in. */
    public String of(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(values);
    }
}
