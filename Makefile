export JAVA_HOME := $(shell packaging/jdk)
MVN := mvn -B -ntp
