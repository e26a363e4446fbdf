import { createHash } from "node:crypto";
import { type FileContent, fileContentOf } from "./file-content.ts";
import type { HubRepo } from "./hub-shapes.ts";

export type Commit = { id: string; date: string; files: ReadonlyMap<string, FileContent> };

/** A repository with the commits that its branches, its tags and its past name. */
export type Repository = {
  said: HubRepo;
  kind: "model" | "dataset";
  /** What the hub names it by when the name may change. */
  id: string;
  branches: ReadonlyMap<string, Commit>;
  tags: ReadonlyMap<string, Commit>;
  commits: ReadonlyMap<string, Commit>;
};

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");

export function toRepository(said: HubRepo, before?: Repository): Repository {
  const kind = said.kind ?? "model";
  const id = sha1(`${kind} ${said.name}`).slice(0, 24);
  const listed = { ...(said.files === undefined ? {} : { main: said.files }), ...said.branches };
  if (Object.keys(listed).length === 0) listed.main = [];
  const date = said.lastModified ?? "2026-10-01T12:00:00.000Z";
  const branches = new Map<string, Commit>();
  for (const [name, files] of Object.entries(listed)) {
    // A file's seed does not know its branch: what two branches share is the same file, as it is in git.
    const made = files.map((file) => fileContentOf(file, seedOf(`${said.name}/${file.path}`)));
    const marks = made.map((file) => `${file.path} ${file.mark} ${file.lfs}`).join("\n");
    branches.set(name, {
      id: sha1(`${id} ${name} ${date}\n${marks}`),
      date,
      files: new Map(made.map((file) => [file.path, file])),
    });
  }
  const tags = new Map<string, Commit>();
  for (const [name, branch] of Object.entries(said.tags ?? {})) {
    const commit = branches.get(branch);
    if (commit !== undefined) tags.set(name, commit);
  }
  const past = said.squashed === true ? [] : (before?.commits ?? []);
  const commits = new Map([...past, ...[...branches.values()].map((commit) => [commit.id, commit] as const)]);
  return { said, kind, id, branches, tags, commits };
}

/** What a branch, a tag, a commit or the first figures of one name. */
export function commitOf(repository: Repository, revision: string): Commit | undefined {
  const { branches, tags, commits } = repository;
  if (revision === "HEAD") return branches.get("main");
  const named = branches.get(revision) ?? tags.get(revision) ?? commits.get(revision);
  if (named !== undefined || !/^[0-9a-f]{7,39}$/.test(revision)) return named;
  return [...commits.values()].find((commit) => commit.id.startsWith(revision));
}

function seedOf(name: string): number {
  return createHash("sha256").update(name).digest().readUInt32LE(0);
}
