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

# java_from_tree MODULE JVM-OPTIONS... CLASS ARGUMENTS...
java_from_tree() {
    [ -r "$project/$1/target/classpath" ] || {
        echo "$project/$1: it is not built" >&2
        echo "  Run make compile." >&2
        exit 1
    }
    path=$(class_path "$1")
    shift
    exec "${JAVA_HOME:-$("$project/packaging/jdk")}/bin/java" -cp "$path" "$@"
}
