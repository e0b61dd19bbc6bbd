package org.deskferry.app.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pods are wanted.
 *
 * @param words all of which a pod has to have somewhere, in lower case
 * @param site as the others an empty text where any will do
 */
record Filter(List<String> words, Optional<Standing> standing, String site, String workstation, String owner) {
    static final Filter ANY = new Filter(List.of(), Optional.empty(), "", "", "");

    static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.getDefault()).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    boolean accepts(PodFacts pod) {
        return standing.map(wanted -> wanted == pod.standing()).orElse(true)
                && accepts(site, pod.site())
                && accepts(workstation, pod.workstation())
                && accepts(owner, pod.owner())
                && words.stream().allMatch(pod.text()::contains);
    }

    private static boolean accepts(String wanted, String is) {
        return wanted.isEmpty() || wanted.equals(is);
    }
}
