import { basename, dirname } from "node:path";
import type { ModelSight } from "./model-sight.ts";

/** A folder or a loose file that looks like a model. Figures are of weight files; hard links count once in a scan. */
export type ScanCandidate = {
  kind: "candidate";
  path: string;
  owner: string | undefined;
  repo: string;
  /** A loose candidate is one file, or the shards of one, named by its first. */
  loose: boolean;
  files: number;
  weightFiles: string[];
  weightBytes: number;
  /** A configuration lies in it. Without weights, that is a model whose download never ended. */
  marked: boolean;
};

/** A folder that was seen ahead to hold one model and no more. Nothing in it was counted, and its model is read when it is asked for. */
export type WholeModel = { kind: "whole"; path: string; depth: number; read: () => ModelSight };

/** Something that could not be looked at; the scan went on. */
export type ScanIssue = { kind: "issue"; path: string; code: string; message: string };

export type ScanFinding = ScanCandidate | WholeModel | ScanIssue;

const messages: Readonly<Record<string, string>> = {
  EACCES: "You may not read it.",
  EPERM: "You may not read it.",
  ENOENT: "It vanished while the scan ran, or a link leads nowhere.",
  ENOTDIR: "It stopped being a folder while the scan ran.",
  ELOOP: "A link leads back to itself.",
  "link-leaves-base": "A link leads out of the scanned folder and was not followed.",
  "not-a-file": "It is a pipe, a socket or a device and was not opened.",
  "too-deep": "It is nested too deep and was left out.",
  "too-slow": "It did not answer in time; a network mount may be gone.",
};

export function toScanIssue(path: string, code: string): ScanIssue {
  return { kind: "issue", path, code, message: messages[code] ?? `It cannot be read (${code}).` };
}

const cached = /^.*[/\\]models--(.+?)--([^/\\]+)[/\\]/;

/** What a model is called by where it lies. A loose file has nobody's folder above it. */
export function calledAt(path: string, depth: number, loose = false): Pick<ScanCandidate, "owner" | "repo"> {
  // Hugging Face's cache keeps owner and repository in one name, above the revisions.
  const [, cachedOwner, cachedRepo] = (path.includes("models--") && cached.exec(path)) || [];
  const owner = cachedOwner ?? (!loose && depth >= 2 ? basename(dirname(path)) : undefined);
  return { owner, repo: cachedRepo ?? basename(path) };
}

/** A candidate of which nothing is counted yet. */
export function toCandidate(path: string, depth: number, loose: boolean): ScanCandidate {
  return {
    ...{ kind: "candidate", path, ...calledAt(path, depth, loose), loose },
    ...{ files: 0, weightFiles: [], weightBytes: 0, marked: false },
  };
}
