export JAVA_HOME := $(shell packaging/jdk)
export LC_ALL := C.UTF-8
MVN := mvn -B -ntp

.PHONY: demo setup engine image build check test lab-up lab-down package bench format clean

setup: ; packaging/setup
engine: setup ; packaging/engine/build
image: setup ; packaging/image/build
build: setup ; $(MVN) -q package -DskipTests
check: setup ; packaging/check && packaging/lab/test
test: check engine image ; $(MVN) verify
demo: engine image build ; packaging/demo/demo
lab-up: build ; packaging/lab/lab up
lab-down: ; packaging/lab/lab down
package: build ; packaging/deb/build && packaging/deb/test
bench: build ; packaging/bench/bench
format: ; $(MVN) -q spotless:apply
clean: lab-down ; $(MVN) -q clean
