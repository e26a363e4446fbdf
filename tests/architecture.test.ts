import { readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { filesBelow, importsOf, longestFunctionOf } from "./support/read-source.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const bridge = ["cli-bridge/catalogue", "cli-bridge/derive", "cli-bridge/dialects", "cli-bridge/protocol"];
const zod = ["zod"];
const face = ["react", "next", "lucide-react", "swr", "clsx", "cmdk", "@radix-ui", "@tanstack", "get-nonce"];

/** Who may lean on whom. A room may always lean on itself; `node:` stands for everything built into Node. */
const mayImport: Record<string, readonly string[]> = {
  "cli-bridge/catalogue": [],
  "cli-bridge/derive": ["cli-bridge/catalogue", "cli-bridge/dialects", "cli-bridge/protocol", ...zod],
  "cli-bridge/dialects": ["cli-bridge/catalogue", "cli-bridge/derive", "cli-bridge/protocol"],
  "cli-bridge/protocol": zod,
  "cli-bridge/run": [...bridge, "lib/state", "execa", "node:", ...zod],
  "cli-bridge/cli": [...bridge, "cli-bridge/run", "lib", "package.json", "node:", ...zod],
  "lib/registry": [
    "cli-bridge/protocol",
    ...["nearest", "item-list", "shell-words", "host-words", "known-words"].map(
      (words) => `cli-bridge/derive/${words}.ts`,
    ),
    ...["lib/stores/ollama/stored-model.ts", "lib/state/ensure-folder.ts"],
    ...["lib/weights", "lib/format.ts", "node:", ...zod],
  ],
  "lib/weights": ["cli-bridge/protocol", "lib/format.ts", "node:", ...zod],
  "lib/system": ["cli-bridge/protocol", "systeminformation", "node:", ...zod],
  "lib/state/profiles": ["cli-bridge/protocol", "lib/registry", "smol-toml", "node:"],
  "lib/state/saved-settings": ["cli-bridge/protocol", "lib/registry", "lib/state", "node:"],
  "lib/state": ["cli-bridge/protocol", "node:", ...zod],
  "lib/hub": [
    "cli-bridge/protocol",
    ...["nearest", "pasted-reference"].map((words) => `cli-bridge/derive/${words}.ts`),
    ...["file-system", "lock-file", "lock-holder"].map((shared) => `lib/registry/${shared}.ts`),
    ...["lib/weights", "lib/state/secret.ts", "lib/state/ensure-folder.ts", "lib/format.ts"],
    ...["@huggingface/hub", "undici", "node:", ...zod],
  ],
  "lib/stores": ["cli-bridge/protocol", "lib/weights", "lib/format.ts", "node:", ...zod],
  "lib/backends": [
    "cli-bridge/protocol",
    ...["registry-lock", "replace-file"].map((shared) => `lib/registry/${shared}.ts`),
    ...[
      ...["nearest", "foreign-lines", "shell-words", "argument-words", "argument-oddities"].map(
        (words) => `cli-bridge/derive/${words}.ts`,
      ),
      "lib/system/port-holder.ts",
      "lib/stores/ollama",
      "lib/weights",
      "lib/state/secret.ts",
      "lib/state/profiles/mask-text.ts",
      "lib/format.ts",
      "undici",
      "node:",
      ...zod,
    ],
  ],
  "lib/sse": ["cli-bridge/protocol"],
  "lib/server": [...bridge, "cli-bridge/run", "lib", "next", "react", "node:", ...zod],
  lib: ["cli-bridge/protocol", "clsx", "next"],
  "components/ui": ["lib/cn.ts", "lib/format.ts", "lib/paths.ts", ...face],
  components: [
    ...["components/ui", ...bridge, "lib/weights/fit", "lib/sse", "lib/paths.ts", "lib/cn.ts"],
    ...["lib/format.ts", "lib/state/profiles/mask-text.ts", "uplot", "react-markdown", "remark-gfm", ...face],
  ],
  app: [
    "components",
    ...bridge,
    "lib/server",
    "lib/sse",
    "lib/paths.ts",
    "lib/cn.ts",
    "lib/format.ts",
    ...face,
  ],
};

const rooms = Object.keys(mayImport).sort((a, b) => b.length - a.length);
const roomOf = (file: string) => rooms.find((room) => file.startsWith(`${room}/`)) ?? "";
const sources = ["app", "components", "cli-bridge", "lib"].flatMap((folder) => filesBelow(root, folder));
const tests = filesBelow(root, "tests").filter((file) => file.includes(".test."));
const lengthOf = (file: string) => readFileSync(join(root, file), "utf8").split("\n").length - 1;

/** What an import leans on: a path from the root for our own files, else the package. */
function leansOn(file: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (specifier.startsWith(".")) return relative(root, normalize(join(root, dirname(file), specifier)));
  return specifier;
}

function isAllowed(file: string, target: string): boolean {
  const room = roomOf(file);
  const within = (place: string) =>
    target === place || target.startsWith(place.endsWith(":") ? place : `${place}/`);
  if (within(room)) return true;
  return (mayImport[room] ?? []).some(within);
}

describe("the walls", () => {
  it("stand: every import is one that the table allows", () => {
    const strays = sources.flatMap((file) =>
      importsOf(join(root, file))
        .map((specifier) => leansOn(file, specifier))
        .filter((target) => !target.endsWith(".css") && !isAllowed(file, target))
        .map((target) => `${file} → ${target}`),
    );
    expect(strays).toEqual([]);
  });

  it("would notice a stray", () => {
    expect(isAllowed("lib/registry/load-registry.ts", "react")).toBe(false);
    expect(isAllowed("cli-bridge/derive/help.ts", "node:fs")).toBe(false);
    expect(isAllowed("components/ui/button.tsx", "lib/server/serve.ts")).toBe(false);
    expect(isAllowed("app/page.tsx", "lib/registry/load-registry.ts")).toBe(false);
  });

  it("keep spawning in one room", () => {
    const spawns = sources.filter((file) =>
      importsOf(join(root, file)).some(
        (specifier) => specifier === "node:child_process" || specifier === "execa",
      ),
    );
    const elsewhere = spawns.filter((file) => !file.startsWith("cli-bridge/run/"));
    expect(elsewhere).toEqual([]);
  });

  it("keep every file in a room of the table", () => {
    expect(sources.filter((file) => roomOf(file) === "")).toEqual([]);
  });
});

describe("the tests", () => {
  it("repeat the rooms, so that nobody searches for one", () => {
    const folders = new Set(sources.map(dirname));
    const places = ["tests", "tests/browser", "tests/scripts", "tests/support"];
    const atTheTop = new Set(places);
    const lost = tests
      .map(dirname)
      .filter((folder) => !atTheTop.has(folder) && !folder.startsWith("tests/servers/"))
      .filter((folder) => !folders.has(folder.replace(/^tests\//, "")));
    expect([...new Set(lost)]).toEqual([]);
  });

  it("put no module in another's place: files share a process, where an earlier one may have loaded the real one", () => {
    const replaces = /\bvi\.(?:mock|doMock)\(/;
    expect(tests.filter((file) => replaces.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
  });

  it("are there for every room", () => {
    const untested = rooms.filter(
      (room) => room !== "lib" && !tests.some((file) => file.startsWith(`tests/${room}/`)),
    );
    expect(untested).toEqual([]);
  });
});

describe("sizes", () => {
  const ceilings: [string, (file: string) => boolean, number][] = [
    ["a page", (file) => file.endsWith("/page.tsx"), 80],
    ["a route", (file) => file.endsWith("/route.ts"), 40],
    ["a command", (file) => /^cli-bridge.catalogue.(?!define-command|field|index)/.test(file), 60],
    ["a source file", () => true, 200],
  ];

  it.each(ceilings)("%s stays below its ceiling", (_, isMeant, ceiling) => {
    const tall = sources.filter(isMeant).filter((file) => lengthOf(file) > ceiling);
    expect(tall.map((file) => `${file}: ${lengthOf(file)} > ${ceiling}`)).toEqual([]);
  });

  it("a test stays below 300 lines and a fixture below 30", () => {
    const fixtures = filesBelow(root, "tests/fixtures");
    expect(tests.filter((file) => lengthOf(file) > 300)).toEqual([]);
    expect(fixtures.filter((file) => lengthOf(file) > 30)).toEqual([]);
  });

  it("a function stays below 60 lines", () => {
    const long = sources
      .map((file) => [file, longestFunctionOf(join(root, file))] as const)
      .filter(([, lines]) => lines > 60);
    expect(long).toEqual([]);
  });

  it("half of all files stay below 80 lines and nine in ten below 150", () => {
    const lengths = sources.map(lengthOf).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80);
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(150);
  });
});

describe("names", () => {
  it("say what a file is for", () => {
    const vague = /(^|[/-])(utils?|helpers?|misc|common|manager|data|info)(?=[.-])/;
    expect(sources.filter((file) => vague.test(file))).toEqual([]);
  });

  it("are written with dashes", () => {
    const odd = sources.filter((file) => !/^[a-z0-9[\]()./_-]+$/.test(file));
    expect(odd).toEqual([]);
  });
});
