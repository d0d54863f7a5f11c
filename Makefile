# ar-tools: tools are cmd/ar-*.c, modules are lib/*/*.c and the other files
# of cmd/ (a tool's rooms); everything built goes to build/.
# Yours to set: CC CFLAGS CPPFLAGS LDFLAGS PREFIX DESTDIR MANDIR, BUILD=dir
# for a second tree, SAN=address,undefined for a sanitized one.

VERSION = 0.1.0
BUILD   = build
PREFIX  = /usr/local
BINDIR  = $(PREFIX)/bin
MANDIR  = $(PREFIX)/share/man
DATADIR = $(PREFIX)/share/ar-tools

# gcc 12 joins stores of a struct that are then loaded whole, too early.
OPT     = -O2 -fno-tree-slp-vectorize
CFLAGS  = $(OPT) -g
SAN     =

WARN    = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
	-Wcast-qual -Wwrite-strings -Wvla -Wswitch-enum -Wstrict-prototypes \
	-Wmissing-prototypes -Wformat=2 -Wundef -Wpointer-arith
HARDEN  = -fstack-protector-strong -fPIE
HARDEN_LD = -pie -Wl,-z,relro,-z,now
# _FORTIFY_SOURCE wants an optimizer, and blinds the sanitizers.
ifeq ($(findstring -O0,$(CFLAGS))$(SAN),)
HARDEN += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif
ifneq ($(SAN),)
SANFLAGS = -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
endif

DEFS    = -D_POSIX_C_SOURCE=200809L -Ilib -I. -DAR_VERSION='"$(VERSION)"' \
	-DAR_DATADIR='"$(DATADIR)"'
COMPILE = $(CC) -std=c11 $(DEFS) $(CPPFLAGS) $(WARN) $(HARDEN) -pthread \
	$(CFLAGS) $(SANFLAGS) -MMD -MP
LINK    = $(CC) $(CFLAGS) $(SANFLAGS) $(HARDEN_LD) -pthread $(LDFLAGS)
LDLIBS  = -lcsv
# Only what reads XML needs it.
$(BUILD)/bin/ar-import $(BUILD)/tests/test_in_camt $(BUILD)/fuzz_in_camt: \
    LDLIBS += -lexpat

LIB     = $(BUILD)/libar.a
TOOLS   = $(patsubst cmd/%.c,$(BUILD)/bin/%,$(wildcard cmd/ar-*.c))
SCRIPTS = $(BUILD)/bin/ar-rerun
MODULES = $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard lib/*/*.c) \
	$(filter-out $(wildcard cmd/ar-*.c),$(wildcard cmd/*.c)))
UNITS   = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,\
	$(wildcard tests/unit/test_*.c))
UNITOBJ = $(UNITS:$(BUILD)/tests/%=$(BUILD)/obj/tests/unit/%.o)
FUZZERS = $(patsubst tests/fuzz/%.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
# Each file of lib/format that defines one is a format of ar-import.
INPUTS  = $(wildcard lib/format/in_*.c)
DATA    = $(shell cd lib/data 2>/dev/null && find . -type f)

all: $(TOOLS) $(SCRIPTS) $(BUILD)/share/ar-tools

$(BUILD)/bin/%: $(BUILD)/obj/cmd/%.o $(LIB)
	@mkdir -p $(@D)
	$(LINK) -o $@ $< $(LIB) $(LDLIBS)

$(SCRIPTS): $(BUILD)/bin/%: scripts/%
	@mkdir -p $(@D)
	@ln -sfn $(CURDIR)/$< $@

$(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(LINK) -o $@ $< $(LIB) $(LDLIBS) -lcmocka

$(BUILD)/fuzz_%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(LIB)
	$(LINK) -fsanitize=fuzzer -o $@ $< $(LIB) $(LDLIBS)

$(BUILD)/bench/gen: $(wildcard tests/bench/gen*.[ch])
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $(filter %.c,$^)

$(LIB): $(MODULES) $(BUILD)/obj/formats.o
	@rm -f $@
	$(AR) rcs $@ $^

# The registry of formats: those that there are, by name.
$(BUILD)/formats.c: $(INPUTS) lib/format Makefile
	@mkdir -p $(@D)
	@sed -n 's/^const struct format \(format_[a-z0-9_]*\) = {$$/\1/p' \
	    /dev/null $(INPUTS) | LC_ALL=C sort | awk ' \
	    BEGIN { print "#include \"format/import.h\"" } \
	    { print "extern const struct format " $$1 ";"; \
	      all = all "&" $$1 ", " } \
	    END { print "const struct format *const formats[] = {" all \
	      "NULL};" }' >$@

$(BUILD)/obj/formats.o: $(BUILD)/formats.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(BUILD)/obj/%.o: %.c | $(BUILD)/have-csv
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(UNITOBJ): | $(BUILD)/have-cmocka

# The tools look for their data in ../share/ar-tools beside their own bin/.
$(BUILD)/share/ar-tools:
	@mkdir -p $(@D)
	@ln -sfn $(CURDIR)/lib/data $@

# A missing package is one line, not a wall of errors.
$(BUILD)/have-csv:
	@mkdir -p $(@D)
	@command -v $(firstword $(CC)) >/dev/null || \
	    { echo "$(firstword $(CC)) not found: install gcc libc6-dev" >&2; exit 1; }
	@echo '#include <stdio.h>' | $(CC) $(CPPFLAGS) -E - >/dev/null 2>&1 || \
	    { echo "stdio.h not found: install libc6-dev" >&2; exit 1; }
	@printf '#include <stdio.h>\n#include <csv.h>\n' | \
	    $(CC) $(CPPFLAGS) -E - >/dev/null 2>&1 || \
	    { echo "csv.h not found: install libcsv-dev" >&2; exit 1; }
	@echo '#include <expat.h>' | $(CC) $(CPPFLAGS) -E - >/dev/null 2>&1 || \
	    { echo "expat.h not found: install libexpat1-dev" >&2; exit 1; }
	@touch $@

$(BUILD)/have-cmocka: | $(BUILD)/have-csv
	@printf '#include <%s>\n' stdarg.h stddef.h stdint.h setjmp.h cmocka.h | \
	    $(CC) $(CPPFLAGS) -E - >/dev/null 2>&1 || \
	    { echo "cmocka.h not found: install libcmocka-dev" >&2; exit 1; }
	@touch $@

units: $(UNITS)

fuzzers: $(FUZZERS)

# check is the quick half of test, with what is installed.
check:
	scripts/test --quick BUILD=$(BUILD)

test:
	scripts/test BUILD=$(BUILD)

demo:
	scripts/demo

bench:
	AR_BUILD=$(abspath $(BUILD)) scripts/bench

sanitize:
	scripts/test --quick SAN=address,undefined BUILD=$(BUILD)/sanitize

fuzz:
	$(MAKE) fuzzers CC=clang BUILD=$(BUILD)/fuzz SAN=address,undefined \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link'

lint: all
	AR_BUILD=$(abspath $(BUILD)) scripts/lint

install: all
	mkdir -p $(DESTDIR)$(BINDIR)
	install -m 755 $(TOOLS) $(SCRIPTS) $(DESTDIR)$(BINDIR)
	for s in 1 5 7; do for f in man/*.$$s; do \
	    test -f $$f || continue; \
	    mkdir -p $(DESTDIR)$(MANDIR)/man$$s && \
	    install -m 644 $$f $(DESTDIR)$(MANDIR)/man$$s || exit 1; \
	done; done
	for f in $(DATA); do \
	    mkdir -p $(DESTDIR)$(DATADIR)/$${f%/*} && \
	    install -m 644 lib/data/$$f $(DESTDIR)$(DATADIR)/$$f || exit 1; \
	done

uninstall:
	rm -f $(addprefix $(DESTDIR)$(BINDIR)/,$(notdir $(TOOLS) $(SCRIPTS)))
	for f in man/*.[157]; do \
	    rm -f $(DESTDIR)$(MANDIR)/man$${f##*.}/$${f##*/}; done
	rm -f $(addprefix $(DESTDIR)$(DATADIR)/,$(DATA))
	-find $(DESTDIR)$(DATADIR) -depth -type d -exec rmdir {} \;

clean:
	rm -rf $(BUILD)

.PHONY: all units fuzzers check test demo bench sanitize fuzz lint install \
	uninstall clean
.SECONDARY:
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
