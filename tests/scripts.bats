#!/usr/bin/env bats
# What the project judges itself with must be able to fail.

setup()
{
	cd "$BATS_TEST_DIRNAME/.." || exit
	t=$BATS_TEST_TMPDIR
}

tally()
{
	printf '%s\n' "${@:2}" | awk -f scripts/tally -v status="$1"
}

@test "floors: every forbidden include is named by file and line" {
	mkdir -p "$t"/lib/{base,value,text,rule} "$t/cmd"
	touch "$t/lib/text/a.h" "$t/lib/base/b.h"
	printf '#include %s\n' '<stdio.h>' '"text/a.h"' '"b.h"' '"base/b.h"' \
	    '<csv.h>' '"base/none.h"' >"$t/lib/rule/r.c"
	printf '#include %s\n' '<stdlib.h>' '<stdint.h>' >"$t/lib/value/v.h"
	printf '#include %s\n' '<expat.h>' '<getopt.h>' '"text/a.h"' \
	    >"$t/cmd/ar-x.c"
	run scripts/check-floors "$t"
	[ "$status" -eq 1 ]
	[ "$output" = 'lib/rule/r.c:1: lib/rule promises to do without <stdio.h>
lib/rule/r.c:2: rule may not see text: it sees base value book rule
lib/rule/r.c:3: "b.h" does not name a floor
lib/rule/r.c:5: <csv.h> belongs to lib/text
lib/rule/r.c:6: "base/none.h" is not there
lib/value/v.h:1: lib/value promises to do without <stdlib.h>
cmd/ar-x.c:1: <expat.h> belongs to lib/format
cmd/ar-x.c:2: <getopt.h> belongs to lib/cli' ]
}

@test "tally: passed, failed and skipped of TAP" {
	[ "$(tally 1 1..4 'ok 1 a' 'not ok 2 b' 'ok 3 c # skip why' \
	    'not ok 4 # SKIP d')" = "1 1 2" ]
}

@test "tally: a run that dies before its plan is through has failed" {
	[ "$(tally 139 1..3 'ok 1 a')" = "1 1 0" ]
	[ "$(tally 0 1..3 'ok 1 a')" = "1 1 0" ]
	[ "$(tally 2)" = "0 1 0" ]
}

@test "tally: unittest's closing lines" {
	[ "$(tally 1 'Ran 5 tests in 0.1s' '' \
	    'FAILED (failures=1, errors=1, skipped=1)')" = "2 2 1" ]
	[ "$(tally 0 'Ran 5 tests in 0.1s' '' OK)" = "5 0 0" ]
}

@test "manual: an example that prints something else is shown" {
	printf '%s\n' '```console' '$ echo a; echo b; echo c' a ... c \
	    '$ false' '$ echo $?' 1 '$ echo d' e '$ exit 0' '```' >"$t/page.md"
	run scripts/check-manual "$t/page.md"
	[ "$status" -eq 1 ]
	[ "$output" = "page.md:9: echo d
prints
d

page.md:11: the shell stopped before this example" ]
}
