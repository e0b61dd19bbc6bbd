# shellcheck shell=bash
# own_display: a display for what draws, which nobody sees. Sets DISPLAY; $WORK/Xvfb_screen0 is what it shows, as it is at each instant.

display_pid=''

own_display() {
    Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp -fbdir "$WORK" 3>"$WORK/display" 2>/dev/null &
    display_pid=$!
    for ((i = 0; i < 100; i++)); do [ -s "$WORK/display" ] || sleep 0.1; done
    DISPLAY=:$(cat "$WORK/display")
    export DISPLAY XDG_CONFIG_HOME=$WORK
}

# end_display: also where there is none.
end_display() { [ -z "$display_pid" ] || kill "$display_pid" 2>/dev/null || true; }

# window_options: how the window is started, but drawn in software, so that any display will do.
window_options() { echo "-Dprism.order=sw $(sed -n 's/^java-options=//p' "$PACKAGING/deb/app/window.properties")"; }
