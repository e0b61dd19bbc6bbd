# shellcheck shell=sh disable=SC2154  # "here" comes from the launcher
# Runs a class of one module straight from the build tree; what it depends on is in MODULE/target/classpath since it was compiled.

project=$(dirname "$(dirname "$here")")

# class_path MODULE: of this project's own modules the jars, where they are newer than the classes: only jars can be kept in a cache.
class_path() {
    printf %s "$(newest "$project/$1/target")"
    tr : '\n' <"$project/$1/target/classpath" | while read -r entry; do
        case $entry in
            "$project"/*/target/classes) entry=$(newest "${entry%/classes}") ;;
        esac
        printf ':%s' "$entry"
    done
}

newest() {
    for jar in "$1"/deskferry-*.jar; do
        [ -e "$jar" ] && [ -z "$(find "$1/classes" -type f -newer "$jar" -print -quit)" ] && echo "$jar" && return
    done
    echo "$1/classes"
}

# cache_options CLASS-PATH FILE: the JVM's cache of loaded and linked classes, of jars only. With TRAIN=yes this run makes it.
cache_options() {
    case $1 in
        */classes*) ;;
        *)
            if [ "${TRAIN:-}" = yes ]; then
                echo "-XX:AOTCacheOutput=$2 -Xlog:disable"
            elif [ -e "$2" ]; then
                echo "-XX:AOTCache=$2 -Xlog:disable" # one that does not fit any more is passed over in silence
            fi
            ;;
    esac
}

# launch_from_tree MODULE PROPERTIES ARGUMENTS...: the launcher that packaging/deb/PROPERTIES describes.
launch_from_tree() {
    module=$1 properties=$project/packaging/deb/$2
    shift 2
    # shellcheck disable=SC2046,SC2086  # options
    java_from_tree "$module" ${modules:-} $(setting java-options) "$(setting main-class)" "$@"
}

setting() { sed -n "s/^$1=//p" "$properties"; }

# java_from_tree MODULE JVM-OPTIONS... CLASS ARGUMENTS...
java_from_tree() {
    target=$project/$1/target
    [ -r "$target/classpath" ] || {
        echo "$project/$1: it is not built" >&2
        echo "  Run make build." >&2
        exit 1
    }
    path=$(class_path "$1")
    shift
    # shellcheck disable=SC2046  # options
    exec "${JAVA_HOME:-$("$project/packaging/jdk")}/bin/java" $(cache_options "$path" "$target/classes.aot") -cp "$path" "$@"
}
