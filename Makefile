# lawgov: what is done often, in short commands. Needs git, make and a Rust toolchain.
#
#   make run                 read samples/, print a summary, write out/reports.jsonl and out/*.html
#   make run REPORTS=folder  the same for your own reports
#   make test                format, lints, tests, documentation, scores, real files, npm package, Python package, page
#   make test-python         the Python package alone: its tests, types and style
#   make test-web            the page alone, in Node and in Chromium
#   make gold                scores against annotated reports
#   make bench               speed of the parser
#   make instructions        instructions for each byte read, against a ceiling
#   make wasm                build the npm package for browsers, Node and workers (needs node and npm)
#   make web                 build the page that reads reports in a browser (needs node and npm)
#   make web-serve           build it and serve it on 127.0.0.1
#   make gen                 write the pages and types that are made from the code
#   make deny                licences and sources of the dependencies (needs cargo-deny)
#   make help                this text

REPORTS ?= samples
OUT     ?= out
LAWGOV   = target/release/lawgov

.PHONY: run build tools test test-python test-web lint gold bench instructions wasm web web-serve gen deny clean help

# Exit code 1 says that some files could not be read: they were named, the rest goes on.
run: build
	@[ -e '$(REPORTS)' ] || { echo 'make run: $(REPORTS): 没有这个文件夹 / no such folder; make run REPORTS=folder' >&2; exit 2; }
	@mkdir -p '$(OUT)'
	@$(LAWGOV) summary '$(REPORTS)' || [ $$? -eq 1 ]
	@$(LAWGOV) parse '$(REPORTS)' --format jsonl -o '$(OUT)/reports.jsonl' || [ $$? -eq 1 ]
	@$(LAWGOV) show '$(REPORTS)' --html '$(OUT)' || [ $$? -eq 1 ]
	@case "$${LC_ALL:-$${LC_MESSAGES:-$$LANG}}" in \
	zh*) printf '%s\n' '' \
		'已写出：$(OUT)/reports.jsonl（每行一份报告），以及 $(OUT)/ 中每份报告一个网页' \
		'下一步：用浏览器打开 $(OUT)/index.html' \
		'        逐条查看问题：$(LAWGOV) check "$(REPORTS)"' \
		'        导出表格：    $(LAWGOV) table "$(REPORTS)" -o $(OUT)/reports.xlsx --lang zh' \
		'        读自己的报告：make run REPORTS=文件夹' \
		'        其他用法：    $(LAWGOV) --help' ;; \
	*) printf '%s\n' '' \
		'Written: $(OUT)/reports.jsonl (one report a line) and a page for each report in $(OUT)/' \
		'Next:    open $(OUT)/index.html in a browser' \
		'         the findings, one by one: $(LAWGOV) check "$(REPORTS)"' \
		'         a workbook:               $(LAWGOV) table "$(REPORTS)" -o $(OUT)/reports.xlsx' \
		'         your own reports:         make run REPORTS=folder' \
		'         everything else:          $(LAWGOV) --help' ;; \
	esac

build:
	@cargo build --release --quiet -p lawgov-cli

# Tests run under nextest where it is installed; it runs no documentation examples, so those follow.
test: tools lint
	@if cargo nextest --version >/dev/null 2>&1; then \
		cargo nextest run --workspace --all-features --no-fail-fast && cargo test --workspace --all-features --doc --quiet; \
	else \
		cargo test --workspace --all-features --no-fail-fast; \
	fi
	@tests/gold/score.sh
	@crates/lawgov-read/tests/real.sh
	@bindings/wasm/test.sh
	@web/test.sh
	@python/test.sh

# Parts alone, with what they need installed: several minutes each.
test-python:
	@python/test.sh

test-web:
	@web/test.sh

# All that is missing, before anything runs for minutes.
tools:
	@tests/tools.sh

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features -- -D warnings

gold:
	@tests/gold/score.sh

bench:
	cargo bench --package lawgov --bench parse

instructions:
	@crates/lawgov/benches/instructions.sh

wasm:
	@bindings/wasm/build.sh

web:
	@web/build.sh

web-serve: web
	@cd web && npm run --silent serve

gen:
	@cargo run --quiet -p xtask -- gen

# cargo install cargo-deny brings it.
deny:
	cargo deny check licenses bans sources

clean:
	rm -rf '$(OUT)'

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile
