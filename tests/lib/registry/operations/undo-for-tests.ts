import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { applyUndo, planUndo } from "#lib/registry/operations/undo-change.ts";
import { entryNamed } from "../registry-folder.ts";

const files = ["model_registry.curated.json", "model_registry.discovered.json", "model_registry.json"];
export const command = "test";

/** The three files, letter for letter; nothing where there is none. */
export const lettersIn = (dir: string) =>
  Promise.all(files.map((name) => readFile(join(dir, name), "utf8").catch(() => undefined)));

export const undo = (dir: string, run: string, more: { except?: string[]; roots?: string[] } = {}) =>
  applyUndo({ dir, roots: more.roots ?? [] }, { run, except: more.except }, undefined);

export const plan = (dir: string, run: string, roots: string[] = []) => planUndo({ dir, roots }, { run });

export const layers = {
  curated: [entryNamed("hand"), entryNamed("both", { roles: ["chat"] })],
  discovered: [entryNamed("first"), entryNamed("both"), entryNamed("last"), "no entry", { name: 7 }],
  // Nobody could make this snapshot again: it is not what the layers say, nor how we would write it.
  snapshot: [entryNamed("elsewhere")],
};
