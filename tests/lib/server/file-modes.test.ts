import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeModelFolder } from "../../support/make-registry.ts";
import { openConsole } from "../../support/open-console.ts";
import { runToEnd } from "../../support/run-ends.ts";

const planIn = (events: string) => JSON.parse(/event: plan\ndata: (.*)/.exec(events)?.[1] ?? "{}").id;

const modeOf = (path: string) =>
  lstat(path).then(
    ({ mode }) => mode,
    ({ code }) => expect(code).toBe("ENOENT"),
  );

it.runIf(process.platform !== "win32")(
  "what the console writes is its owner's alone, even where everybody may write",
  async () => {
    const before = process.umask(0);
    try {
      const console = await openConsole();
      const { home, root } = console;
      const given = new Set(await readdir(home, { recursive: true }));
      await makeModelFolder(root, "tiny-chat");
      const made = new Set(await readdir(root, { recursive: true }));
      const scan = { base: root };
      const plan = planIn(
        (await runToEnd(console, { command: "scan", input: { ...scan, dryRun: true } })).events,
      );
      await runToEnd(console, { command: "scan", input: { ...scan, apply: true }, plan });
      const { entries } = await (await console.ask("/api/registry")).json();
      const input = { name: entries[0]?.name, purge: true, deleteFiles: true };
      const removal = planIn((await runToEnd(console, { command: "remove", input })).events);
      const acting = { command: "remove", input: { ...input, apply: true }, plan: removal };
      const shown = await console.post("/api/commands/remove/preview", {
        input: { ...acting.input, plan: removal },
      });
      const { token, phrase } = (await shown.json()).confirmation;
      const { status } = await runToEnd(console, { ...acting, confirmation: { token, phrase } });
      expect(status).toBe(201);
      const open: string[] = [];
      const found = await readdir(home, { recursive: true });
      for (const path of found) {
        if (given.has(path) || made.has(path.replace(/^weights\//, ""))) continue;
        // A keeper may still put its last file under its name.
        const mode = await modeOf(join(home, path));
        if (mode === undefined) continue;
        // What was moved to the trash keeps the mode that it came with.
        if ((mode & 0o077) !== 0 && !/trash\/[^/]+\/\d/.test(path))
          open.push(`${(mode & 0o777).toString(8)} ${path}`);
      }
      expect(found.some((path) => path.endsWith("events.sse"))).toBe(true);
      expect(found.some((path) => /trash.*manifest\.json$/.test(path))).toBe(true);
      expect(open).toEqual([]);
    } finally {
      process.umask(before);
    }
  },
  60_000,
);
