export JAVA_HOME := $(shell packaging/jdk)
MVN := mvn -B -ntp

.PHONY: setup engine image compile check test lab-up lab-down package format clean

setup: ; packaging/setup
engine: setup ; packaging/engine/build
image: setup ; packaging/image/build
compile: setup ; $(MVN) -q test-compile
check: setup ; packaging/check && packaging/lab/test
test: check engine image ; $(MVN) verify
lab-up: compile ; packaging/lab/lab up
lab-down: ; packaging/lab/lab down
package: setup ; $(MVN) -q package -DskipTests && packaging/deb/build && packaging/deb/test
format: ; $(MVN) -q spotless:apply
clean: lab-down ; $(MVN) -q clean
