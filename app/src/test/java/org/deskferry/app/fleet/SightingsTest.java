package org.deskferry.app.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.junit.jupiter.api.Test;

/** Where a pod is, from what two workstations say of it. */
final class SightingsTest {
    private final Sightings sightings = new Sightings();
    private final Pod pod = Samples.pod("anna", 1, 0);
    private final String id = pod.getManifest().getId();

    @Test
    void a_pod_stays_at_its_source_while_it_arrives_elsewhere() {
        sightings.replace("wsa", List.of(in(PodState.POD_STATE_LEAVING)));
        sightings.replace("wsb", List.of(in(PodState.POD_STATE_ARRIVING)));
        assertEquals("wsa", home());
    }

    @Test
    void after_the_commit_the_larger_epoch_is_the_pod_whoever_speaks_last() {
        sightings.replace("wsb", List.of(ScriptedFleet.moved(pod)));
        sightings.replace("wsa", List.of(in(PodState.POD_STATE_LEAVING)));
        assertEquals("wsb", home());
    }

    @Test
    void where_nobody_knows_a_pod_is_rather_where_it_runs() {
        sightings.replace("wsa", List.of(pod));
        sightings.replace("wsb", List.of(in(PodState.POD_STATE_IN_DOUBT)));
        assertEquals("wsa", home());
        sightings.replace("wsa", List.of(in(PodState.POD_STATE_IN_DOUBT)));
        sightings.replace("wsb", List.of(in(PodState.POD_STATE_ARRIVING)));
        assertEquals("wsa", home());
    }

    @Test
    void between_two_words_an_expected_pod_is_at_its_destination() {
        sightings.replace("wsa", List.of(pod));
        sightings.replace("wsa", List.of());
        assertEquals("", home());
        sightings.expect("wsb", pod);
        assertEquals("wsb", home());
        sightings.replace("wsb", List.of());
        assertEquals("", home(), "the destination knows better");
    }

    @Test
    void a_committed_pod_is_at_its_destination_although_the_source_still_lists_it() {
        sightings.replace("wsa", List.of(in(PodState.POD_STATE_LEAVING)));
        sightings.replace("wsb", List.of(in(PodState.POD_STATE_ARRIVING)));
        sightings.committed("wsb", in(PodState.POD_STATE_LEAVING));
        assertEquals("wsb", home());
        assertEquals(Set.of(id), sightings.replace("wsa", List.of(in(PodState.POD_STATE_LEAVING))));
        assertEquals("wsb", home());
    }

    private Pod in(PodState state) {
        return pod.toBuilder().setState(state).build();
    }

    private String home() {
        return sightings.home(id).map(Sightings.Sighting::workstation).orElse("");
    }
}
