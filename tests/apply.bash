# What the suites of ar-apply share; after common.

# book HEADER ROW...: $t/in.csv; rows are filled up with blank cells.
book()
{
	printf '%s\n' "$@" | awk -F, '
	NR == 1 { n = NF }
	{
		printf "%s", $0
		for (i = NF; i < n; i++)
			printf ","
		print ""
	}' >"$t/in.csv"
}

# brief FILE: its rows of the book as "type doc amount ref reason rule score",
# "-" for a blank; amounts of one that is named CUR are said with it.
brief()
{
	python3 - "$1" <<-'E'
	import csv, sys
	for row in csv.DictReader(open(sys.argv[1], newline="")):
	    print(*(row[c] or "-" for c in ("type", "doc", "amount", "ref",
	        "reason", "rule", "score")))
	E
}

# left FILE: its exceptions as "doc open cause: candidates".
left()
{
	python3 - "$1" <<-'E'
	import csv, sys
	for row in csv.DictReader(open(sys.argv[1], newline="")):
	    assert row["next_step"]
	    print("%s %s %s%s" % (row["doc"], row["open"], row["cause"],
	        row["candidates"] and ": " + row["candidates"]))
	E
}

# lines TEXT: TEXT, and its newline if there is any.
lines()
{
	printf '%s' "$1${1:+$'\n'}"
}

# apply_to DIR FILE... [-- ARG...]: rows to DIR/out, exceptions to DIR/left.
apply_to()
{
	local dir=$1 files=() got=0

	shift
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		files+=("$1")
		shift
	done
	mkdir -p "$dir"
	ar-apply --as-of "$D" --exceptions "$dir/left" "${@:2}" \
	    "${files[@]}" >"$dir/out" 2>"$dir/stderr" || got=$?
	echo $got >"$dir/status"
	if [ $got -gt 1 ] || { [ $got -eq 1 ] && [ ! -s "$dir/stderr" ]; }
	then
		printf 'exit status %s\n' $got >&2
		cat "$dir/stderr" >&2
		return 1
	fi
}

# applies ROWS LEFT [ARG...]: what is made of $t/in.csv, and what is left open
# and why.  Then that rows in another order give the same, to the byte, that
# the book with the output makes no more rows and leaves open what was left
# open, and that no item is past zero in it.
applies()
{
	local rows=$1 open=$2

	shift 2
	apply_to "$t/first" "$t/in.csv" -- --proof "$@"
	brief "$t/first/out" >"$t/rows"
	lines "$rows" | same - "$t/rows"
	left "$t/first/left" >"$t/open"
	lines "$open" | same - "$t/open"
	[ "$(cat "$t/first/status")" = "$((${#open} > 0 || pending))" ]

	{ head -n 1 "$t/in.csv"; sed 1d "$t/in.csv" | tac; } >"$t/turned.csv"
	apply_to "$t/turned" "$t/turned.csv" -- --threads 1 "$@"
	same "$t/first/out" "$t/turned/out"
	same "$t/first/left" "$t/turned/left"

	apply_to "$t/again" "$t/in.csv" "$t/first/out" -- "$@"
	head -n 1 "$t/first/out" | same - "$t/again/out"
	cut -d, -f1,6 "$t/first/left" >"$t/open"
	cut -d, -f1,6 "$t/again/left" | same "$t/open" -
	ar-age --as-of "$D" "$t/in.csv" "$t/first/out" >/dev/null
}
