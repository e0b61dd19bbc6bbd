# shellcheck shell=bash disable=SC2154  # "version" comes from build
# A jpackage image of one of the modules: its launchers, its jars and just the Java runtime these need.

# class_path MODULE: its own jar and all it depends on, modules of this project as jars too.
class_path() {
    local entry module jars=()
    for entry in "$PROJECT/$1/target/classes" $(tr : ' ' <"$PROJECT/$1/target/classpath"); do
        case $entry in
            "$PROJECT"/*/target/classes)
                module=${entry%/target/classes}
                entry=$(echo "$module"/target/deskferry-*.jar)
                [ -e "$entry" ] || die "$module" "it has no jar" "Run make package."
                ;;
        esac
        jars+=("$entry")
    done
    (IFS=: && echo "${jars[*]}")
}

# setting FILE KEY: of a launcher's properties.
setting() { sed -n "s/^$2=//p" "$1"; }

# java_modules JAR...: the modules of the JDK that they use.
java_modules() { "$JAVA_HOME/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps "$@"; }

# Those of jpackage, which would forget them for ours.
JLINK_OPTIONS="--strip-native-commands --strip-debug --no-man-pages --no-header-files"

# In a package the folder has to be /opt/PACKAGE: elsewhere jpackage's launchers do not find their files.
# app_image FOLDER MODULE LAUNCHER PROPERTIES [OTHER-LAUNCHER=PROPERTIES]...: jars in FOLDER/lib/app, launchers in FOLDER/bin.
app_image() {
    local folder=$1 module=$2 launcher=$3 properties=$4 path jar plain=() javafx=() modules extra locales
    shift 4
    path=$(class_path "$module")
    local input=$WORK/$module-input
    mkdir -p "$input"
    for jar in ${path//:/ }; do
        case $jar in
            */javafx-*-linux*.jar) javafx+=("$jar") ;;
            */javafx-*.jar) ;; # empty: the platform's own jar has it all
            *) plain+=("$jar") ;;
        esac
    done
    cp --preserve=timestamps "${plain[@]}" "$input"
    modules=$(java_modules "${plain[@]}" "${javafx[@]}")
    extra=$(setting "$properties" add-modules)
    locales=$(setting "$properties" locales)
    # shellcheck disable=SC2046
    "$JAVA_HOME/bin/jpackage" --type app-image --dest "$WORK/$module-image" --name "$launcher" --app-version "$version" \
        --input "$input" --main-jar "$(basename "${plain[0]}")" --main-class "$(setting "$properties" main-class)" \
        $(for other; do printf -- '--add-launcher %s ' "$other"; done) \
        ${javafx:+--module-path "$(IFS=: && echo "${javafx[*]}")"} \
        --add-modules "$modules${extra:+,$extra}" \
        --jlink-options "$JLINK_OPTIONS${locales:+ --include-locales=$locales}" \
        --java-options "$(setting "$properties" java-options)"
    mkdir -p "$(dirname "$folder")"
    mv "$WORK/$module-image/$launcher" "$folder"
}

# quicken FOLDER LAUNCHER ARGUMENTS...: lets the launcher run once and keeps the classes it loaded, ready made, for later starts.
quicken() {
    local folder=$1 launcher=$2 seen=$WORK/$2.classes
    shift 2
    # The cache knows the jars by their times, and a package keeps none that are later than its own.
    touch -d "@$SOURCE_DATE_EPOCH" "$folder"/lib/app/*.jar
    JAVA_TOOL_OPTIONS="-XX:AOTMode=record -XX:AOTConfiguration=$seen -Xlog:disable" "$folder/bin/$launcher" "$@" || true
    JAVA_TOOL_OPTIONS="-XX:AOTMode=create -XX:AOTConfiguration=$seen -XX:AOTCache=$folder/lib/app/$launcher.aot -Xlog:disable" \
        "$folder/bin/$launcher"
    # shellcheck disable=SC2016  # $APPDIR is the launcher's own
    sed -i '/^\[JavaOptions\]/a java-options=-XX:AOTCache=$APPDIR/'"$launcher"'.aot\njava-options=-Xlog:disable' "$folder/lib/app/$launcher.cfg"
}
