# What the suites of the tools share; see bats(7), load.

bats_require_minimum_version 1.5.0

# From the project's root, with the tools in PATH and $t to scratch in.
common_setup()
{
	cd "$BATS_TEST_DIRNAME/.." || return
	PATH=${AR_BUILD:-$PWD/build}/bin:$PATH
	t=$BATS_TEST_TMPDIR
	data=$PWD/../shared/data
	unset AR_AS_OF AR_CLOSED
}

# table LINE...: a file that is all there, $t/in.csv.
table()
{
	printf '%s\n' "$@" >"$t/in.csv"
}

# same EXPECTED FILE: shows how, and fails, if they do.
same()
{
	diff "$1" "$2" >&2
}

# prints STATUS EXPECTED COMMAND...: all of standard output (its last newline
# aside), and the status; standard error is left in $stderr.
prints()
{
	local want=$1 text=$2 got=0

	shift 2
	"$@" >"$t/stdout" 2>"$t/stderr" || got=$?
	stderr=$(cat "$t/stderr")
	if [ "$got" -ne "$want" ]; then
		printf 'exit status %s\n%s\n' "$got" "$stderr" >&2
		return 1
	fi
	printf '%s' "$text${text:+$'\n'}" | same - "$t/stdout"
}

# fails COMMAND...: exit status 2, something on stderr and nothing on stdout.
fails()
{
	local got=0

	"$@" >"$t/stdout" 2>"$t/stderr" || got=$?
	stderr=$(cat "$t/stderr")
	if [ "$got" -ne 2 ] || [ -z "$stderr" ] || [ -s "$t/stdout" ]; then
		printf 'exit status %s\n%s\n' "$got" "$stderr" >&2
		cat "$t/stdout" >&2
		return 1
	fi
}

# says LINE...: the whole of what the last command said on stderr.
says()
{
	printf '%s\n' "$@" | diff - <(printf '%s\n' "$stderr") >&2
}

# mentions TEXT: a part of it.
mentions()
{
	[[ $stderr == *"$1"* ]] || {
		printf 'not "%s" but\n%s\n' "$1" "$stderr" >&2
		return 1
	}
}
