import { describe, expect, it } from "vitest";
import { type CommandName, commandNames, commandOf, isCommandName } from "#cli-bridge/catalogue/index.ts";
import { checkInput } from "#cli-bridge/derive/check-input.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { toInvocation } from "#cli-bridge/dialects/to-invocation.ts";

/**
 * Every control of the original's page: the command, its input, what the bundled program is told, and what the original is
 * told. A dash stands where the original has no command; its page did those by hand or by another program.
 */
const table = `
Browse: the table | list | {"details": true} | list --details | list --details
Browse: backend filter | list | {"backend": "vllm", "format": "gguf", "location": "linux_wsl", "showDeprecated": true} | list --format=gguf --location=linux_wsl --backend=vllm --show-deprecated | list --format gguf --location linux_wsl --backend vllm --show-deprecated
Browse: every other switch of the list | list | {"includeLogical": true, "dedupe": true, "showInternalNames": true, "showBackend": true, "showInstalled": true, "includeTesting": true, "json": true} | list --include-logical --dedupe --show-internal-names --show-backend --show-installed --include-testing --json | list --include-logical --dedupe --show-internal-names --show-backend --show-installed --include-testing --json
Browse: statistics | stats | {} | stats | stats
Browse: roles assigned | list-roles | {"showCapabilities": true, "json": true} | list-roles --show-capabilities --json | list-roles --show-capabilities --json-output
Browse: save roles | set-roles | {"name": "m", "roles": ["caption"], "priority": ["caption=70"], "apply": true} | set-roles --roles=caption --priority=caption=70 --apply -- m | -
Browse: save extra arguments | set-args | {"name": "m", "args": "--max-model-len 4096", "apply": true} | set-args --args=--max-model-len 4096 --apply -- m | -
Browse: backend configuration | set-backend | {"name": "m", "port": 24001} | set-backend --port=24001 -- m | -
Download: identifier | download | {"model": "o/r"} | download -- o/r | download o/r --include-optional --non-interactive
Download: branch | download | {"model": "o/r@v1"} | download -- o/r@v1 | download o/r@v1 --include-optional --non-interactive
Download: everything | download | {"model": "o/r", "format": ["awq", "gguf"], "weights": ["a.gguf", "b.gguf"], "supportRepo": "o/s", "location": "windows_lmstudio", "includeOptional": false, "force": true} | download --format=awq,gguf --location=windows_lmstudio --weights=a.gguf,b.gguf --support-repo=o/s --no-include-optional --force -- o/r | download o/r --format awq,gguf --location windows_lmstudio --weights a.gguf,b.gguf --support-repo o/s --no-include-optional --force --non-interactive
Download: analyse | analyze | {"url": "o/r", "files": true} | analyze --files -- o/r | analyze o/r --files
Scan: preview | scan | {"base": "/m", "dryRun": true} | scan --base=/m --dry-run | scan --base /m --dry-run
Scan: apply, every switch | scan | {"base": "/m", "apply": true, "updateExisting": true, "includeTesting": true, "format": "gguf"} | scan --base=/m --format=gguf --update-existing --include-testing --apply | scan --base /m --update-existing --include-testing --format gguf
Scan: backend and location | scan | {"base": "/m", "backend": "lmdeploy", "location": "custom"} | scan --base=/m --backend=lmdeploy --location=custom | scan --base /m --dry-run --backend lmdeploy --location custom
Import Ollama: preview | import-ollama | {"dryRun": true} | import-ollama --dry-run | python scripts/import_ollama_models.py --dry-run --backend ollama --location linux_wsl
Import Ollama: apply | import-ollama | {"apply": true, "deprecatePlaceholders": true, "purgeExisting": true, "location": "windows_lmstudio"} | import-ollama --location=windows_lmstudio --deprecate-placeholders --purge-existing --apply | python scripts/import_ollama_models.py --deprecate-placeholders --purge-existing --backend ollama --location windows_lmstudio
Import Ollama: backend name | import-ollama | {"backend": "own", "apply": true} | import-ollama --backend=own --apply | python scripts/import_ollama_models.py --backend own --location linux_wsl
Normalize: preview | normalize-formats | {"dryRun": true} | normalize-formats --dry-run | normalize-formats --dry-run
Normalize: apply | normalize-formats | {"apply": true, "rebuild": true, "pruneMissing": true, "backup": false} | normalize-formats --rebuild --prune-missing --no-backup --apply | normalize-formats --apply --rebuild --prune-missing --no-backup
Drop and rebuild: hub | rebuild | {"provider": "hf", "weightsRoot": "/m"} | rebuild --weights-root=/m | -
Drop and rebuild: Ollama | rebuild | {"provider": "ollama", "apply": true} | rebuild --provider=ollama --apply | -
Purge: deprecated, preview | purge-deprecated | {"dryRun": true, "placeholdersOnly": true} | purge-deprecated --placeholders-only --dry-run | purge-deprecated --placeholders-only --dry-run
Purge: deprecated | purge-deprecated | {"apply": true} | purge-deprecated --apply | purge-deprecated
Purge: logical only, preview | purge-logical-only | {"dryRun": true} | purge-logical-only --dry-run | purge-logical-only --discovered-only --dry-run
Purge: logical only, curated too | purge-logical-only | {"apply": true, "includeCurated": true, "backup": false} | purge-logical-only --include-curated --no-backup --apply | purge-logical-only --include-curated --no-backup --apply
Purge: hub, preview | purge-hf | {"weightsRoot": "/m", "backend": "vllm", "dryRun": true} | purge-hf --weights-root=/m --backend=vllm --dry-run | purge-hf --weights-root /m --backend vllm --dry-run
Purge: hub | purge-hf | {"weightsRoot": "/m", "apply": true} | purge-hf --weights-root=/m --apply | purge-hf --weights-root /m
Purge: reset, preview | reset-discovered | {"backend": "all", "dryRun": true} | reset-discovered --backend=all --dry-run | reset-discovered --backend all --dry-run
Purge: reset | reset-discovered | {"backend": "ollama", "apply": true, "backup": false} | reset-discovered --backend=ollama --no-backup --apply | reset-discovered --backend ollama --no-backup
Purge: tests, preview | purge-tests | {"dryRun": true} | purge-tests --dry-run | purge-tests --dry-run
Purge: tests | purge-tests | {"apply": true, "backup": false} | purge-tests --no-backup --apply | purge-tests --no-backup --apply
Purge: tests, named | purge-tests | {"listOnly": true} | purge-tests --list-only | purge-tests --list-only --dry-run
Purge: no chat template, preview | prune-no-chat-template | {"weightsRoot": "/m", "backend": "vllm"} | prune-no-chat-template --weights-root=/m | prune-no-chat-template --weights-root /m --dry-run --force
Purge: no chat template | prune-no-chat-template | {"apply": true} | prune-no-chat-template --apply | prune-no-chat-template --apply --force
Cleanup: duplicates, preview | prune-duplicates | {"backend": "vllm", "verbose": true, "dryRun": true} | prune-duplicates --backend=vllm --verbose --dry-run | prune-duplicates --backend vllm --verbose --dry-run
Cleanup: duplicates | prune-duplicates | {"apply": true} | prune-duplicates --apply | prune-duplicates
Cleanup: restore Ollama | restore-ollama | {"backup": "/b.json", "includeDeprecated": true, "dryRun": true} | restore-ollama --backup=/b.json --include-deprecated --dry-run | restore-ollama --backup /b.json --include-deprecated --dry-run
Cleanup: restore Ollama, apply | restore-ollama | {"apply": true} | restore-ollama --apply | restore-ollama
Cleanup: backfill, preview | backfill-ollama-paths | {"location": "custom", "setFormat": false, "verbose": true, "dryRun": true} | backfill-ollama-paths --location=custom --no-set-format --verbose --dry-run | backfill-ollama-paths --location custom --no-set-format --verbose --dry-run
Cleanup: backfill | backfill-ollama-paths | {"apply": true} | backfill-ollama-paths --apply | backfill-ollama-paths
Cleanup: empty folders, preview | tidy-empty-dirs | {"weightsRoot": "/m"} | tidy-empty-dirs --weights-root=/m | tidy-empty-dirs --weights-root /m --dry-run
Cleanup: empty folders | tidy-empty-dirs | {"apply": true} | tidy-empty-dirs --apply | tidy-empty-dirs --apply
Names: preview | preview-simple-slugs | {"includeOllama": false, "json": true} | preview-simple-slugs --no-include-ollama --json | preview-simple-slugs --no-include-ollama --json
Names: display only | apply-simple-slugs | {"apply": true} | apply-simple-slugs --apply | apply-simple-slugs --apply
Names: everything | apply-simple-slugs | {"renameSlugs": true, "disambiguate": "format", "includeHf": false, "allowSkipOnCollision": false, "testsOnly": true, "backup": false, "json": true} | apply-simple-slugs --rename-slugs --disambiguate=format --no-include-hf --no-skip-on-collision --tests-only --no-backup --json | apply-simple-slugs --rename-slugs --disambiguate format --no-include-hf --no-skip-on-collision --tests-only --no-backup --dry-run --json
Settings: architecture, preview | refresh-architecture | {"dryRun": true} | refresh-architecture --dry-run | migrate-architecture --dry-run
Settings: architecture | refresh-architecture | {"apply": true, "limit": 5} | refresh-architecture --limit=5 --apply | migrate-architecture --limit 5
Remove: metadata only | remove | {"name": "m (AWQ)", "apply": true, "force": true} | remove --force --apply -- m (AWQ) | remove m (AWQ) --force
Remove: files only | remove | {"name": "m (AWQ)", "deleteFiles": true, "apply": true, "force": true} | remove --delete-files --force --apply -- m (AWQ) | remove m (AWQ) --delete-files --force
Remove: entirely | remove | {"name": "m (AWQ)", "deleteFiles": true, "purge": true, "apply": true, "force": true} | remove --delete-files --purge --force --apply -- m (AWQ) | remove m (AWQ) --delete-files --purge --force
Remove: the entry, files kept | remove | {"name": "m (AWQ)", "purge": true, "apply": true, "force": true} | remove --purge --force --apply -- m (AWQ) | remove m (AWQ) --purge --force
Verify: all | verify | {} | verify | verify
Verify: one | verify | {"name": "m (AWQ)"} | verify -- m (AWQ) | verify m (AWQ)
Verify: forget what is gone | verify | {"fixMissing": true, "apply": true} | verify --fix-missing --apply | verify --fix-missing
Profiles and paths | config | {} | config | config
`;

const controls = table
  .trim()
  .split("\n")
  .map((line) => {
    const [control = "", name = "", input = "", ours = "", original = ""] = line.split(" | ");
    if (!isCommandName(name)) throw new Error(`${name} is no command.`);
    return { control, name, input: JSON.parse(input) as Record<string, never>, ours, original };
  });

const said = (name: CommandName, input: Record<string, never>, dialect: keyof typeof dialects) =>
  toInvocation(name, input, dialects[dialect], ["program"]).argv.join(" ");

describe.each(controls)("$control", ({ name, input, ours, original }) => {
  it("is an input that the console takes", () => {
    expect(checkInput(commandOf(name), input, "web")).toEqual({ ok: true, input });
  });

  it("is said to the bundled program", () => {
    expect(said(name, input, "modeldeck")).toBe(`program ${ours}`);
  });

  it("is said to the original, or refused as what it does not have", () => {
    if (original === "-") {
      expect(() => said(name, input, "imageworks")).toThrow(`imageworks has no command ${name}.`);
      return;
    }
    const isScript = original.startsWith("python ");
    expect(said(name, input, "imageworks")).toBe(isScript ? original : `program ${original}`);
  });
});

it("every command that the original has is said by some control", () => {
  const named = new Set(controls.map(({ name }) => name));
  const had = commandNames.filter((name) => commandOf(name).tab && dialects.imageworks.spellingOf(name));
  expect(had.filter((name) => !named.has(name))).toEqual([]);
});

it("a form in the original's words is rehearsed unless it says to apply", () => {
  for (const { control, name, input, original } of controls) {
    const mode = dialects.imageworks.spellingOf(name)?.mode;
    if (original === "-" || mode === "always acts" || "apply" in input) continue;
    expect(original, control).toContain("--dry-run");
  }
});

it("nobody is asked anything: what would be confirmed at a terminal is confirmed in the words", () => {
  const asks = { remove: "--force", download: "--non-interactive", "prune-no-chat-template": "--force" };
  for (const [name, word] of Object.entries(asks)) {
    const told = controls.filter((control) => control.name === name).map(({ original }) => original);
    expect(told.length).toBeGreaterThan(0);
    for (const original of told) expect(original).toContain(word);
  }
});
