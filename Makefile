export JAVA_HOME := $(shell packaging/jdk)
export LC_ALL := C.UTF-8
MVN := mvn -B -ntp

.PHONY: demo setup engine image native build check test test-networks lab-up lab-down package bench bench-memory bench-overhead bench-viewer bench-thumbnails bench-table connections soak faults fresh approve-screens format clean

setup: ; packaging/setup
engine: setup ; packaging/engine/build
image: setup ; packaging/image/build
build: setup ; $(MVN) -q package -DskipTests
check: setup ; packaging/check && packaging/lab/test && packaging/overlay/test
native: setup ; $(MAKE) -C native
test: check engine image native ; $(MVN) -T 2 verify
test-networks: engine image build ; $(MVN) verify -P networks -pl packaging -am -Dtest='org.deskferry.lab.*Test' -Dsurefire.failIfNoSpecifiedTests=false
demo: engine image build ; packaging/demo/demo
lab-up: build ; packaging/lab/lab up
lab-down: ; packaging/lab/lab down
package: build ; packaging/deb/build && packaging/deb/test
bench: build ; packaging/bench/bench
bench-memory: build ; packaging/bench/memory
bench-overhead: build ; packaging/bench/overhead
bench-viewer: engine image build ; packaging/bench/viewer
bench-thumbnails: engine image build ; packaging/bench/thumbnails
bench-table: build ; packaging/bench/table
connections: engine build ; packaging/connections/connections $(CASES)
soak: engine image build ; packaging/bench/soak
faults: engine image build ; packaging/faults/faults $(MODE)
fresh: setup ; packaging/fresh/fresh trixie demo test && packaging/fresh/fresh bookworm demo test
approve-screens: setup ; $(MVN) verify -pl app -am -Dtest=ScreensTest,TableScreensTest,AdmissionScreensTest -Dsurefire.failIfNoSpecifiedTests=false -Dscreens.approve=true
format: ; $(MVN) -q spotless:apply
clean: lab-down ; $(MVN) -q clean
