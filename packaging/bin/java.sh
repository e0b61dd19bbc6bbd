# shellcheck shell=sh
# Runs a class of one module straight from the build tree; what it depends on is in MODULE/target/classpath since the last build.

project=$(dirname "$(dirname "$here")")

# java_from_tree MODULE JVM-OPTIONS... CLASS ARGUMENTS...
java_from_tree() {
    module=$project/$1
    shift
    [ -r "$module/target/classpath" ] || {
        echo "$module: it is not built" >&2
        echo "  Run make compile." >&2
        exit 1
    }
    java=${JAVA_HOME:-$("$project/packaging/jdk")}/bin/java
    exec "$java" -cp "$module/target/classes:$(cat "$module/target/classpath")" "$@"
}
