# Ages a snapshot: awk -F, -f snapshot.awk FILE | sort.  Knows no quotes: it
# gets by because the one quoted column comes last.  Sums are doubles.
NR == 1 { next }
{
	key = $3 "," $5
	if ($4 < 0) credits[key] += $4
	else if ($6 >= "2026-10-31") current[key] += $4
	else if ($6 >= "2026-10-01") late1[key] += $4
	else if ($6 >= "2026-09-01") late31[key] += $4
	else if ($6 >= "2026-08-02") late61[key] += $4
	else late91[key] += $4
	total[key] += $4
}
END {
	for (key in total)
		printf "%s,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,0.00,%.2f\n", key,
		    current[key], late1[key], late31[key], late61[key],
		    late91[key], credits[key], total[key]
}
