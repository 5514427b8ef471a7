# Two commands do everything: `make demo` and `make test`. Both install what they need on Debian 12 with Rust, Node and Python;
# elsewhere they say what is missing. See README.md.

PORT ?= 8080
DATA ?= demo-data
CARGO ?= cargo
TOOLS := target/tools

.PHONY: demo test build assets format lint docs unit browser samples bench fuzz help tools-rust tools-node chromium

help: ## Lists the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

demo: build ## Starts the portal of a sample city: make demo PORT=9000 DATA=/some/dir
	@exec target/debug/vidkryto demo --port $(PORT) --data "$(DATA)"

test: format lint docs unit browser ## Everything CI runs

tools-rust:
	@command -v $(CARGO) >/dev/null || { echo "Rust is missing: see https://rustup.rs (version 1.95 or later)"; exit 1; }
	@command -v cc >/dev/null || scripts/debian-packages gcc libc6-dev

tools-node:
	@command -v npm >/dev/null || { echo "Node.js 20 or later with npm is missing: see https://nodejs.org"; exit 1; }

chromium:
	@command -v chromium >/dev/null || scripts/debian-packages chromium

assets: tools-node ## Builds the browser's scripts
	@cd crates/web && { [ -d node_modules ] && [ node_modules -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error; touch node_modules; }
	@cd crates/web && npm run --silent build

build: tools-rust assets
	$(CARGO) build --locked --bin vidkryto

format: tools-rust
	$(CARGO) fmt --all --check

lint: tools-rust assets
	cd crates/web && npm run --silent check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	scripts/supply-chain

docs: tools-rust
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps --document-private-items

unit: tools-rust assets
	@$(CARGO) nextest --version >/dev/null 2>&1 || $(CARGO) install --locked cargo-nextest
	$(CARGO) nextest run --locked --workspace

browser: build chromium ## Walks the portal in a real browser
	@cd browser && { [ -d node_modules ] && [ node_modules -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error; touch node_modules; }
	cd browser && npm test

samples: build ## Checks and converts every file below VIDKRYTO_SAMPLES and writes a table of results
	scripts/samples "$(VIDKRYTO_SAMPLES)" docs/samples.md

bench: ## Measures against peers (needs Python); writes target/bench
	benches/run

READER ?= csv
MINUTES ?= 10

fuzz: tools-rust ## Feeds mutated files to a reader: make fuzz READER=csv MINUTES=10
	$(CARGO) build --locked --workspace --example fuzz
	target/debug/examples/fuzz $(READER) $(MINUTES)
