package org.deskferry.app.tray;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** The icon's menu, without others under it. A line keeps its number as long as it is in the menu, so that no click is for another that has come to its place. */
final class TrayMenu implements MenuProtocol {
    static final String PATH = "/Menu";
    private static final int ITSELF = 0;
    private static final int VERSION = 3;
    private static final String CLICK = "clicked";

    private Map<Integer, MenuLine> lines = Map.of();
    private int revision;
    private int lastNumber;

    /** Whether it looks otherwise now. */
    synchronized boolean put(List<MenuLine> fresh) {
        var before = looks();
        var numbered = new LinkedHashMap<Integer, MenuLine>();
        for (var line : fresh) {
            numbered.put(known(line, numbered).orElseGet(() -> ++lastNumber), line);
        }
        lines = numbered;
        var isNew = !looks().equals(before);
        if (isNew) {
            revision++;
        }
        return isNew;
    }

    private List<Map<String, Variant<?>>> looks() {
        return lines.values().stream().map(TrayMenu::look).toList();
    }

    private Optional<Integer> known(MenuLine line, Map<Integer, MenuLine> taken) {
        return lines.entrySet().stream()
                .filter(old -> old.getValue().looksLike(line) && !taken.containsKey(old.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    synchronized UInt32 revision() {
        return new UInt32(revision);
    }

    @Override
    public synchronized Both<UInt32, MenuNode> getLayout(int parent, int depth, List<String> properties) {
        var line = Optional.ofNullable(lines.get(parent));
        var children = parent != ITSELF || depth == 0
                ? List.<Variant<?>>of()
                : lines.entrySet().stream()
                        .<Variant<?>>map(entry -> new Variant<>(
                                new MenuNode(entry.getKey(), look(entry.getValue()), List.of()), "(ia{sv}av)"))
                        .toList();
        var look = line.map(TrayMenu::look).orElseGet(() -> Map.of("children-display", new Variant<>("submenu")));
        return new Both<>(revision(), new MenuNode(parent, look, children));
    }

    private static Map<String, Variant<?>> look(MenuLine line) {
        if (line.isRule()) {
            return Map.of("type", new Variant<>("separator"));
        }
        // A single underscore would mark a letter for the keyboard.
        return Map.of(
                "label",
                new Variant<>(line.words().replace("_", "__")),
                "enabled",
                new Variant<>(line.action().isPresent()));
    }

    @Override
    public synchronized List<EntryProperties> getGroupProperties(List<Integer> entries, List<String> properties) {
        return lines.entrySet().stream()
                .filter(entry -> entries.isEmpty() || entries.contains(entry.getKey()))
                .map(entry -> new EntryProperties(entry.getKey(), look(entry.getValue())))
                .toList();
    }

    @Override
    public synchronized Variant<?> getProperty(int entry, String property) {
        return Optional.ofNullable(lines.get(entry))
                .<Variant<?>>map(line -> look(line).get(property))
                .orElseGet(() -> new Variant<>(""));
    }

    @Override
    public void event(int entry, String kind, Variant<?> data, UInt32 time) {
        if (kind.equals(CLICK)) {
            line(entry).flatMap(MenuLine::action).ifPresent(Runnable::run);
        }
    }

    @Override
    public List<Integer> eventGroup(List<EntryEvent> events) {
        events.forEach(event -> event(event.getEntry(), event.getKind(), event.getData(), event.getTime()));
        return missing(events.stream().map(EntryEvent::getEntry).toList());
    }

    @Override
    public boolean aboutToShow(int entry) {
        return false;
    }

    @Override
    public Both<List<Integer>, List<Integer>> aboutToShowGroup(List<Integer> entries) {
        return new Both<>(List.of(), missing(entries));
    }

    private List<Integer> missing(List<Integer> entries) {
        return entries.stream()
                .filter(entry -> entry != ITSELF && line(entry).isEmpty())
                .toList();
    }

    private synchronized Optional<MenuLine> line(int entry) {
        return Optional.ofNullable(lines.get(entry));
    }

    @Override
    public UInt32 getVersion() {
        return new UInt32(VERSION);
    }

    @Override
    public String getTextDirection() {
        return "ltr";
    }

    @Override
    public String getStatus() {
        return "normal";
    }

    @Override
    public String getObjectPath() {
        return PATH;
    }
}
