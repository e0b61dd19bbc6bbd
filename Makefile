export JAVA_HOME := $(shell packaging/jdk)
MVN := mvn -B -ntp

.PHONY: setup engine image compile test lab-up lab-down format clean

setup: ; packaging/setup
engine: setup ; packaging/engine/build
image: setup ; packaging/image/build
compile: setup ; $(MVN) -q test-compile
test: engine image ; $(MVN) verify
lab-up: compile ; packaging/lab/lab up
lab-down: ; packaging/lab/lab down
format: ; $(MVN) -q spotless:apply
clean: lab-down ; $(MVN) -q clean
