import type { DownloadPlan, PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import { isTokenizer } from "#lib/weights/file-kind.ts";
import type { ChosenFiles } from "./choose-files.ts";
import { codeInFew } from "./code-carried.ts";
import type { RepoContents } from "./repo-contents.ts";

/** What a plan has found, as far as there is something to say about it. */
export type PlanFindings = {
  /** The repository as it was asked for. */
  asked: string;
  contents: RepoContents;
  chosen: ChosenFiles;
  files: readonly PlannedFile[];
  code: readonly string[];
};

/** What a person should know before the download begins. */
export function warningsOf({ asked, contents, chosen, files }: PlanFindings): string[] {
  const { repo } = contents.model;
  const kept = files.filter(({ state }) => state === "kept");
  return [
    ...(asked === repo ? [] : [`${asked} is called ${repo} now.`]),
    ...chosen.notes,
    ...chosen.odd.map(({ path, why }) => `${shown(path)} is left out: ${why}.`),
    ...missingOf(contents, files),
    ...kept.map(({ path }) => `${path} is another file here and stays as it is; --force takes the hub's.`),
    ...chosen.groups.flatMap(({ name, gap }) => (gap ? [`${name}: ${gap}`] : [])),
  ];
}

/** What of the repository itself keeps the download from beginning. */
export function obstaclesOf(
  { contents, chosen, code }: PlanFindings,
  acceptsCode: boolean,
): DownloadPlan["blocked"] {
  const refused = chosen.refused.map(({ path, why }) => {
    const hint = "It is not written; take other files with --files.";
    return { what: shown(path), why, hint };
  });
  if (code.length === 0 || acceptsCode) return refused;
  return [
    ...refused,
    {
      what: contents.model.repo,
      why: `what it brings can run code on this machine: ${codeInFew(code, "--dry-run --json").join("; ")}`,
      hint: "If you trust its maker, say --accept-code.",
    },
  ];
}

/** What a server will look for and not find. */
function missingOf({ config }: RepoContents, planned: readonly PlannedFile[]): string[] {
  const has = (pattern: RegExp) => planned.some(({ path }) => pattern.test(path));
  if (!has(/\.safetensors$/i) || has(/(?:^|\/)model_index\.json$/)) return [];
  const missing = [
    config === undefined && !has(/(?:^|\/)config\.json$/) ? "config.json" : "",
    planned.some(({ path }) => isTokenizer(path)) ? "" : "a tokenizer",
  ].filter(Boolean);
  if (missing.length === 0) return [];
  return [
    `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing; another repository may lend it with --support-repo.`,
  ];
}

/** A name from outside, short enough for a line. */
const shown = (path: string): string => (path.length > 120 ? `${path.slice(0, 120)}…` : path);
