#!/usr/bin/env bats
# Letters, messages and statements of ar-dun.  The golden ones were read line
# by line; the sums are in the tests.

load common

setup()
{
	common_setup
	g=$PWD/tests/golden/ar-dun-letters
}

# duns ARG...: the small book, with letters to $t/out, rows to nowhere.
duns()
{
	ar-dun --as-of 2026-10-31 --policy "$g/policy.csv" \
	    --customers "$g/customers.csv" --sellers "$g/sellers.csv" \
	    --letters "$t/out" "$@"
}

notices()
{
	duns --start N-1001 "$@" "$g/book.csv"
}

# one POLICY-LEVEL ARG...: a book with one invoice that had a notice of the
# level before.
one()
{
	local level=$1

	shift
	printf '%s\n' date,type,doc,customer,amount,ref,due,level \
	    2026-01-01,invoice,I-1,C,100.00,,2026-01-31, >"$t/in.csv"
	[ "$level" -eq 1 ] || printf '%s\n' \
	    "2026-03-01,notice,N-1,C,100.00,I-1,,$((level - 1))" >>"$t/in.csv"
	printf '%s\n' policy,level,days p,1,1 p,2,2 p,3,3 p,4,4 p,5,5 \
	    >"$t/policy.csv"
	ar-dun --as-of 2026-10-31 --policy "$t/policy.csv" --start 7 \
	    --letters "$t/out" "$@" "$t/in.csv" >"$t/rows"
}

# files NAME...: all that is in $t/out, in byte order.
files()
{
	printf '%s\n' "$@" | diff - <(cd "$t/out" && LC_ALL=C ls -A) >&2
}

@test "letters: by level, in the customer's language" {
	# INV-1: 1200 for 5 days and 1050 for 87, at 9 %: 97350 * 0.09 / 365 =
	# 24.00; 1050 + 34500 + 24 + 5 = 35579
	notices >"$t/rows" 2>"$t/err"
	files N-1001.txt N-1002.txt N-1003.txt
	for n in 1 2 3; do
		same "$g/N-100$n.txt" "$t/out/N-100$n.txt"
	done
	grep -q 'warning: 2 card numbers were masked in letters' "$t/err"
}

@test "letters: each level has words of its own" {
	local en=('Payment reminder' 'Second reminder' 'Third reminder'
	    'Final notice' 'Final notice')
	local de=(Zahlungserinnerung Mahnung 'Zweite Mahnung' 'Letzte Mahnung'
	    'Letzte Mahnung')

	printf '%s\n' customer,language C,DE_at >"$t/customers.csv"
	for n in 1 2 3 4 5; do
		rm -rf "$t/out"
		one $n
		grep -qx "${en[n - 1]} 7" "$t/out/7.txt"
		rm -rf "$t/out"
		one $n --template dunning.html
		grep -qx "<h1>${en[n - 1]} 7</h1>" "$t/out/7.html"
		rm -rf "$t/out"
		one $n --customers "$t/customers.csv"
		grep -qx "${de[n - 1]} 7" "$t/out/7.txt"
		python3 -c 'import sys
for line in open(sys.argv[1], encoding="utf-8"):
    assert len(line) <= 73, line' "$t/out/7.txt"
	done
}

@test "letters: other languages, and what is no language, are English" {
	for language in fr '' ../../de 'de ' germany d; do
		printf '%s\n' customer,language "C,$language" \
		    >"$t/customers.csv"
		rm -rf "$t/out"
		one 1 --customers "$t/customers.csv"
		grep -qx "Payment reminder 7" "$t/out/7.txt"
	done
}

@test "--template: a file, and the same in the customer's language" {
	printf '%s\n' customer,language C,fr >"$t/customers.csv"
	echo 'en {{total}} {{date}} {{language}}' >"$t/my.txt"
	one 1 --customers "$t/customers.csv" --template "$t/my.txt"
	[ "$(cat "$t/out/7.txt")" = 'en 100.00 2026-10-31 en' ]
	echo 'fr {{total}} {{date}} {{language}}' >"$t/my.fr.txt"
	rm -r "$t/out"
	one 1 --customers "$t/customers.csv" --template "$t/my.txt"
	[ "$(cat "$t/out/7.txt")" = 'fr 100.00 2026-10-31 fr' ]
	echo 'de {{total}} {{date}} {{language}}' >"$t/my.de.txt"
	rm -r "$t/out"
	one 1 --template "$t/my.de.txt"
	[ "$(cat "$t/out/7.txt")" = 'de 100,00 31.10.2026 de' ]
}

@test "a template that is not there: --template ends, a level goes on" {
	fails one 1 --template "$t/no.txt"
	[ ! -e "$t/out" ]
	printf '%s\n' policy,level,days,currency,template p,1,1,,no.txt \
	    p,2,20,EUR, >"$t/policy.csv"
	run -1 --separate-stderr notices --policy "$t/policy.csv"
	files N-1003.txt
	[[ $stderr == *'no template "no.txt", neither as a file nor'* ]]
	[[ $stderr == *'2 letters were not written, for want of a template'* ]]
	echo '{{nmae}}' >"$t/bad.txt"
	fails one 1 --template "$t/bad.txt"
	mentions 'bad.txt:1:1: no name "nmae"'
}

@test "HTML: what customers are called is no markup" {
	for what in notices 'duns --statement --from 2026-08-01 --no-notices'; do
		rm -rf "$t/out"
		if [ "$what" = notices ]; then
			notices --template dunning.html
		else
			$what --template statement.html "$g/book.csv"
		fi >"$t/rows" 2>&1
		python3 - "$t"/out/*.html <<-'E'
		import sys
		from html.parser import HTMLParser
		class Page(HTMLParser):
		    def __init__(self):
		        super().__init__(); self.open = []; self.text = ''
		    def handle_starttag(self, tag, attrs):
		        assert tag not in ('script', 'b'), tag
		        if tag not in ('meta', 'br'):
		            self.open.append(tag)
		    def handle_endtag(self, tag):
		        assert self.open.pop() == tag, tag
		    def handle_data(self, data):
		        self.text += data
		text = ''
		for name in sys.argv[1:]:
		    page = Page()
		    page.feed(open(name, encoding='utf-8').read())
		    assert not page.open and '{{' not in page.text
		    text += page.text
		for part in '<script>alert(1)</script>', 'A<b>&1', 'Müller':
		    assert part in text, part
		E
	done
}

@test "--eml: a message that any mailer reads, as the letter says it" {
	run -1 notices --eml --sender ar@demo.example
	files N-1001.txt N-1002.txt N-1003.eml
	same "$g/N-1002.txt" "$t/out/N-1002.txt"
	python3 - "$t/out/N-1003.eml" "$g/N-1003.txt" <<-'E'
	import sys
	from email import message_from_bytes, policy
	raw = open(sys.argv[1], 'rb').read()
	lines = raw.split(b'\r\n')
	assert all(len(x) <= 76 and b'\n' not in x and b'\r' not in x and
	           x.isascii() for x in lines)
	m = message_from_bytes(raw, policy=policy.default)
	assert not m.defects
	assert m.keys() == ['From', 'To', 'Subject', 'Date', 'Message-ID',
	    'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding']
	assert m['From'].addresses[0].addr_spec == 'ar@demo.example'
	assert m['To'].addresses[0].addr_spec == 'ap@example.de'
	assert m['Subject'] == 'Mahnung N-1003'
	assert m['Date'].datetime.isoformat() == '2026-10-31T00:00:00+00:00'
	assert m['Message-ID'] == '<N-1003@demo.example>'
	assert m.get_content_type() == 'text/plain'
	text = m.get_content().replace('\r\n', '\n')
	assert text == open(sys.argv[2], encoding='utf-8').read()
	E
}

@test "--eml: HTML, and a subject that is not ASCII" {
	printf '%s\n' customer,name,email \
	    '"C","Größe & ""Söhne""
Bcc: b@example.com",c@example.com' >"$t/customers.csv"
	printf '%s\n' '{{#mail}}' 'Subject: Für {{{name}}}' '' '{{/mail}}' \
	    '<p>{{name}}</p>' >"$t/my.html"
	one 1 --customers "$t/customers.csv" --template "$t/my.html" --eml \
	    --sender ar@demo.example
	python3 - "$t/out/7.eml" <<-'E'
	import sys
	from email import message_from_bytes, policy
	m = message_from_bytes(open(sys.argv[1], 'rb').read(),
	    policy=policy.default)
	assert 'Bcc' not in m and len(m.keys()) == 8
	assert m['Subject'] == 'Für Größe & "Söhne"', m['Subject']
	assert m.get_content_type() == 'text/html'
	assert m.get_content().replace('\r\n', '\n').endswith(
	    '<p>Größe &amp; &quot;Söhne&quot;\nBcc: b@example.com</p>\n')
	E
}

@test "--eml: whom no message reaches gets a letter, and the run says so" {
	run -1 --separate-stderr notices --eml --sender ar@demo.example
	[[ $stderr == *'customer ../../etc/x: the e-mail address has a control'* ]]
	[[ $stderr == *'customer <script>: the e-mail address has a comma'* ]]
	grep -rq y@example.com "$t/out" && false
	rm -r "$t/out"
	run -1 --separate-stderr one 1 --eml --sender ar@demo.example
	files 7.txt
	[[ $stderr == *'customer C: the customer has no e-mail address'* ]]
}

@test "--sender: an address, and nothing else" {
	for address in 'A <a@example.com>' a@example.com,b@example.com \
	    $'a@example.com\nBcc: b@example.com' a@localhost ''; do
		fails notices --eml --sender "$address"
		mentions '--sender: the address has '
		[ ! -e "$t/out" ]
	done
	fails notices --eml
	fails notices --sender a@example.com
}

@test "statements: what moved the balance, and how old it is" {
	# 1200 - 200 + 34567.89 + 70; open 1050, 34567.89, 70 and -50
	duns --no-notices --statement --from 2026-08-01 "$g/book.csv" \
	    >"$t/rows" 2>"$t/err"
	files %2E.%2F..%2Fetc%2Fx-USD-2026-10-31.txt \
	    %3Cscript%3E-USD-2026-10-31.txt BOLT-EUR-2026-10-31.txt
	for n in BOLT-EUR %3Cscript%3E-USD; do
		same "$g/$n.txt" "$t/out/$n-2026-10-31.txt"
	done
	fails duns --no-notices --statement "$g/book.csv"
}

@test "statements: an application is a movement only between customers" {
	table date,type,doc,customer,amount,ref,ref_customer \
	    2026-01-01,invoice,I-1,KID,100,, \
	    2026-01-02,receipt,R-1,MUM,-150,, \
	    2026-01-03,apply,R-1,MUM,100,I-1,KID \
	    2026-01-04,invoice,I-2,MUM,60,, \
	    2026-01-05,apply,R-1,MUM,50,I-2, \
	    2026-01-06,transfer,I-3,KID,10,I-2,MUM
	printf '%s\n' '{{customer}} {{opening}}' '{{#lines}}' \
	    '{{date}} {{type}} {{doc}} {{ref}} {{amount}} {{balance}}' \
	    '{{/lines}}' '{{closing}}' >"$t/my.txt"
	duns --no-notices --statement --from 2026-01-02 --template "$t/my.txt" \
	    "$t/in.csv" >"$t/rows" 2>"$t/err"
	files KID-2026-10-31.txt MUM-2026-10-31.txt
	diff - "$t/out/KID-2026-10-31.txt" <<-'E'
	KID 100.00
	2026-01-03 apply I-1 R-1 -100.00 0.00
	2026-01-06 transfer I-3 I-2 10.00 10.00
	10.00
	E
	diff - "$t/out/MUM-2026-10-31.txt" <<-'E'
	MUM 0.00
	2026-01-02 receipt R-1  -150.00 -150.00
	2026-01-03 apply R-1 I-1 100.00 -50.00
	2026-01-04 invoice I-2  60.00 10.00
	2026-01-06 transfer I-2 I-3 -10.00 0.00
	0.00
	E
}

@test "statements, and who is over the limit, need no policy" {
	# nor one that the customers table names
	printf '%s\n' customer,policy,credit_limit,currency \
	    BOLT,gentle,100.00,EUR >"$t/c.csv"
	ar-dun --as-of 2026-10-31 --no-notices --customers "$t/c.csv" \
	    --statement --from 2026-08-01 --letters "$t/out" \
	    --credit-hold "$t/hold.csv" "$g/book.csv" >"$t/rows"
	[ ! -s "$t/rows" ]
	[ "$(find "$t/out" -type f | wc -l)" = 3 ]
	grep -q '^BOLT,,EUR,35637.89,100.00,35537.89,1,limit$' "$t/hold.csv"
	fails ar-dun --as-of 2026-10-31 --no-notices "$g/book.csv"
	fails ar-dun --as-of 2026-10-31 --no-notices --held "$t/h.csv" \
	    --credit-hold "$t/c2.csv" "$g/book.csv"
	mentions '--policy FILE is missing'
	fails ar-dun --as-of 2026-10-31 --no-notices --default-policy p \
	    --credit-hold "$t/c2.csv" "$g/book.csv"
	mentions '--default-policy goes with --policy'
}

@test "files: what is there is not overwritten, and nothing else is made" {
	mkdir "$t/out"
	echo mine >"$t/out/N-1003.txt"
	fails notices
	files N-1003.txt
	[ "$(cat "$t/out/N-1003.txt")" = mine ]
	rm -r "$t/out"
	fails notices --held "$t/out/held.csv"
	mentions 'could be one of them'
	[ ! -e "$t/out" ]
}

@test "files: two accounts of one name end the run" {
	table date,type,doc,customer,entity,amount \
	    2026-01-01,invoice,I-1,A-B,C,100 2026-01-01,invoice,I-2,A,B-C,100
	printf '%s\n' entity,name C,C B-C,C >"$t/sellers.csv"
	fails duns --no-notices --statement --from 2026-01-01 \
	    --sellers "$t/sellers.csv" "$t/in.csv"
	mentions A-B-C-2026-10-31.txt
	[ ! -e "$t/out" ]
}

@test "files: none when the rows can't be written" {
	local got=0

	notices >/dev/full 2>"$t/err" || got=$?
	[ $got -eq 2 ]
	[ ! -e "$t/out" ]
	got=0
	notices --counter "$t/no/counter.csv" >"$t/rows" 2>"$t/err" || got=$?
	[ $got -eq 2 ]
	[ ! -e "$t/out" ]
}

@test "card numbers are masked, account numbers are not" {
	notices >"$t/rows" 2>"$t/err"
	grep -rE '4111 1111 1111|4242 4242 4242' "$t/out" && false
	grep -q 'Evil 4242 42\*\* \*\*\*\* 4242' "$t/out/N-1001.txt"
	grep -q '4111 11\*\* \*\*\*\* 1111' "$t/out/N-1001.txt"
	grep -q DE89370400440532013000 "$t/out/N-1001.txt"
}
