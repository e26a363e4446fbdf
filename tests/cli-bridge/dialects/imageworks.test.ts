import { describe, expect, it } from "vitest";
import { type CommandName, commandNames } from "#cli-bridge/catalogue/index.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { toInvocation } from "#cli-bridge/dialects/to-invocation.ts";
import { useOf } from "#cli-bridge/dialects/use-of.ts";

const { imageworks, modeldeck } = dialects;
const program = ["uv", "run", "imageworks-download"];
const said = (name: CommandName, input: object) =>
  toInvocation(name, input as never, imageworks, program).argv.join(" ");

/** Every state of the original page's forms beside the words that the page sends. */
const forms: [CommandName, object, string][] = [
  ["download", { model: "o/r", includeOptional: true }, "download o/r --include-optional --non-interactive"],
  [
    "download",
    { model: "o/r", includeOptional: false },
    "download o/r --no-include-optional --non-interactive",
  ],
  [
    "download",
    { model: "o/r@v1", format: ["awq", "gguf"], location: "linux_wsl" },
    "download o/r@v1 --format awq,gguf --location linux_wsl --include-optional --non-interactive",
  ],
  [
    "download",
    { model: "o/r", weights: ["a.gguf", "b.gguf"], supportRepo: "o/s", force: true },
    "download o/r --weights a.gguf,b.gguf --support-repo o/s --include-optional --force --non-interactive",
  ],
  [
    "download",
    { model: "o/r", location: "/srv/models" },
    "download o/r --location /srv/models --include-optional --non-interactive",
  ],
  ["scan", { base: "/m", dryRun: true }, "scan --base /m --dry-run"],
  ["scan", { base: "/m", apply: true }, "scan --base /m"],
  ["scan", { base: "/m" }, "scan --base /m --dry-run"],
  [
    "scan",
    { base: "/m", dryRun: true, updateExisting: true, includeTesting: true, format: "gguf" },
    "scan --base /m --dry-run --update-existing --include-testing --format gguf",
  ],
  ["normalize-formats", { dryRun: true }, "normalize-formats --dry-run"],
  [
    "normalize-formats",
    { apply: true, rebuild: true, pruneMissing: true, backup: false },
    "normalize-formats --apply --rebuild --prune-missing --no-backup",
  ],
  [
    "purge-deprecated",
    { dryRun: true, placeholdersOnly: true },
    "purge-deprecated --placeholders-only --dry-run",
  ],
  ["purge-deprecated", { apply: true }, "purge-deprecated"],
  [
    "purge-logical-only",
    { dryRun: true, includeCurated: false },
    "purge-logical-only --discovered-only --dry-run",
  ],
  [
    "purge-logical-only",
    { apply: true, includeCurated: true },
    "purge-logical-only --include-curated --apply",
  ],
  ["purge-logical-only", {}, "purge-logical-only --discovered-only --dry-run"],
  [
    "purge-hf",
    { weightsRoot: "/m", backend: "vllm", dryRun: true },
    "purge-hf --weights-root /m --backend vllm --dry-run",
  ],
  ["purge-hf", { weightsRoot: "/m", apply: true }, "purge-hf --weights-root /m"],
  ["reset-discovered", { backend: "all", dryRun: true }, "reset-discovered --backend all --dry-run"],
  ["reset-discovered", { backend: "ollama", apply: true }, "reset-discovered --backend ollama"],
  ["prune-duplicates", { backend: "vllm", dryRun: true }, "prune-duplicates --backend vllm --dry-run"],
  ["prune-duplicates", { apply: true }, "prune-duplicates"],
  [
    "restore-ollama",
    { backup: "b.json", includeDeprecated: true, dryRun: true },
    "restore-ollama --backup b.json --include-deprecated --dry-run",
  ],
  ["backfill-ollama-paths", { dryRun: true }, "backfill-ollama-paths --dry-run"],
  ["backfill-ollama-paths", { apply: true }, "backfill-ollama-paths"],
  ["remove", { name: "m (AWQ)" }, "remove m (AWQ) --force"],
  ["remove", { name: "m", deleteFiles: true }, "remove m --delete-files --force"],
  ["remove", { name: "m", deleteFiles: true, purge: true }, "remove m --delete-files --purge --force"],
  ["remove", { name: "m", deleteFiles: true, force: true, apply: true }, "remove m --delete-files --force"],
  ["verify", {}, "verify"],
  ["verify", { name: "m" }, "verify m"],
  ["verify", { fixMissing: true }, "verify --fix-missing"],
  ["list", { details: true, json: true }, "list --details --json"],
  ["list-roles", { json: true }, "list-roles --json-output"],
  ["stats", {}, "stats"],
  ["config", {}, "config"],
  ["analyze", { url: "o/r", files: true }, "analyze o/r --files"],
];

describe("the original program", () => {
  it.each(forms)("%s %j", (name, input, words) => {
    expect(said(name, input)).toBe(`uv run imageworks-download ${words}`);
  });

  it("imports from Ollama by a script of its own, always with backend and location", () => {
    const script = "uv run python scripts/import_ollama_models.py";
    expect(said("import-ollama", { dryRun: true })).toBe(
      `${script} --dry-run --backend ollama --location linux_wsl`,
    );
    expect(
      said("import-ollama", { apply: true, deprecatePlaceholders: true, location: "windows_lmstudio" }),
    ).toBe(`${script} --deprecate-placeholders --backend ollama --location windows_lmstudio`);
  });

  it.each([
    ["imageworks-download", "python"],
    ["/srv/iw/.venv/bin/imageworks-download", "/srv/iw/.venv/bin/python"],
    ["python3 -m imageworks.tools.model_downloader.cli", "python3"],
    ["uv run python -m imageworks.tools.model_downloader.cli", "uv run python"],
  ])("calls that script, for %s, with %s", (words, python) => {
    const { argv } = toInvocation("import-ollama", {} as never, imageworks, words.split(" "));
    expect(argv.join(" ")).toBe(
      `${python} scripts/import_ollama_models.py --dry-run --backend ollama --location linux_wsl`,
    );
  });

  it("has every command that its page names, and none of ours", () => {
    const unknown = commandNames.filter((name) => !imageworks.spellingOf(name));
    expect(unknown).toEqual([
      "set-config",
      "hub-check",
      "search",
      "partials",
      "import-lmstudio",
      "import-hf-cache",
      "import-file",
      "import-models",
      "export-models",
      "backends",
      "backend-add",
      "backend-remove",
      "backend-load",
      "backend-unload",
      "ollama-list",
      "ollama-show",
      "ollama-pull",
      "ollama-update",
      "ollama-delete",
      "ollama-copy",
      "ollama-create",
      "ollama-push",
      "ollama-sync",
      "lmstudio-download",
      "rebuild",
      "set-roles",
      "set-backend",
      "set-args",
      "set-defaults",
      "set-meta",
      "lock",
      "unlock",
      "trash-list",
      "trash-restore",
      "trash-empty",
      "backups",
      "restore-backup",
      "diff-backup",
      "prune-backups",
      "undo",
      "profiles",
      "set-profile",
      "doctor",
      "backend-start",
      "backend-stop",
      "backend-restart",
      "backend-config",
      "backend-guide",
      "serve",
    ]);
  });

  it.each([
    ["remove", { name: "m", dryRun: true }],
    ["verify", { full: true }],
    ["stats", { json: true }],
    ["trash-list", {}],
  ] as const)("refuses what it cannot do: %s %j", (name, input) => {
    expect(() => said(name, input)).toThrow(expect.objectContaining({ code: "not-available" }));
  });

  it.each([
    ["remove", { name: "-rf" }],
    ["verify", { name: "--fix-missing" }],
  ] as const)("is never given a value that it would take for an option: %s %j", (name, input) => {
    expect(() => said(name, input)).toThrow(expect.objectContaining({ code: "bad-input" }));
  });
});

describe("a use without a plan to look at", () => {
  it.each([
    ["remove", { name: "m" }, "destroys", 4],
    ["verify", { fixMissing: true }, "changes", 3],
    ["verify", {}, "reads", 0],
    ["purge-deprecated", {}, "reads", 0],
    ["purge-deprecated", { apply: true }, "changes", 3],
    ["download", { model: "o/r" }, "changes", 1],
  ] as const)("is confirmed more gravely: %s %j %s %i", (name, input, effect, severity) => {
    expect(useOf(name, input, { dialect: imageworks })).toMatchObject({ effect, severity, needsPlan: false });
  });

  it.each([
    ["remove", { name: "m", purge: true }, /^It makes no backup of the registry/],
    ["remove", { name: "m", deleteFiles: true }, /^It deletes files for good/],
    ["verify", { fixMissing: true }, /also of models whose files have changed and of Ollama's/],
    ["verify", {}, undefined],
    ["purge-deprecated", { apply: true }, /^It makes no backup of the registry/],
    ["purge-hf", { apply: true }, /^It makes no backup of the registry/],
    ["prune-duplicates", { apply: true }, /^It makes no backup of the registry/],
    ["prune-duplicates", {}, undefined],
    ["prune-no-chat-template", { apply: true }, /^It deletes folders for good and makes no backup/],
    ["purge-tests", { apply: true }, undefined],
  ] as const)("says what nothing brings back: %s %j", (name, input, says) => {
    const { warning } = useOf(name, input, { dialect: imageworks });
    if (says) expect(warning).toMatch(says);
    else expect(warning).toBeUndefined();
    expect(useOf(name, input, { dialect: modeldeck }).warning).toBeUndefined();
  });
});
