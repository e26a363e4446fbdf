import { realpath } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { findPartials } from "#lib/hub/download/find-partials.ts";
import { diskRoomOf, obstacleOfFolder } from "#lib/hub/plan/disk-room.ts";
import { refusalOfPath } from "#lib/hub/plan/safe-path.ts";
import { isInside } from "#lib/registry/is-inside.ts";
import { locateInRoots } from "#lib/registry/locate-in-roots.ts";
import { areApart } from "#lib/registry/mounts.ts";
import type { FileImport, ImportWay } from "#lib/registry/operations/import-file.ts";
import { whyNoRoom } from "#lib/registry/operations/import-file-place.ts";
import { type FileSource, readFileSource } from "#lib/registry/operations/import-file-source.ts";
import { weightFaultsOf } from "#lib/registry/operations/weight-faults.ts";
import { isThere } from "#lib/registry/trash.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import type { DetectedModel } from "#lib/weights/detected-model.ts";

type Said = { source: string; how: ImportWay; root?: string | undefined; into?: string | undefined };

export type FileImportLook = {
  wanted: FileImport;
  root: string;
  /** The root that the source lies in, where its copy replaces it. */
  home: string | undefined;
  free: number | undefined;
};

type Obstacles = Plan["blocked"];

/** Looks at what is to be brought in and at where it is to go. What stands in the way is told, all of it. */
export async function lookAtFileImport(said: Said, roots: readonly string[]): Promise<FileImportLook> {
  const { how } = said;
  const source = await readFileSource(resolve(said.source));
  const model = await detectModel(source.path);
  const root = await rootOf(said.root, roots);
  const repo = repoOf(said.into, source);
  const target = how === "reference" ? source.base : join(root, repo.owner ?? "local", repo.name);
  const isFar = await areApart(join(source.base, "any"), join(root, "any"));
  const room = await diskRoomOf(root);
  const wanted: FileImport = {
    source,
    model,
    how,
    target,
    repo,
    isFar: how === "move" && isFar,
    blocked: [],
  };
  wanted.blocked.push(...(await faultsOf(source, model)));
  if (how === "reference") return { wanted, root, home: undefined, free: undefined };
  wanted.blocked.push(...(await obstaclesOfPlace(wanted, root)));
  if (how === "hard-link" && isFar) wanted.blocked.push(farLink(source, root));
  if (how === "copy" || wanted.isFar) {
    const why = whyNoRoom(source.bytes, room?.free);
    if (why)
      wanted.blocked.push({ what: root, why, hint: "Make room, or link to it with --how=symbolic-link." });
  }
  const home = how === "move" ? await homeOf(wanted, roots) : undefined;
  return { wanted, root, home, free: room?.free };
}

async function rootOf(said: string | undefined, roots: readonly string[]): Promise<string> {
  const real = await Promise.all(roots.map((root) => realpath(root).catch(() => undefined)));
  const known = real.filter((root) => root !== undefined);
  const wanted = said === undefined ? known[0] : await realpath(said).catch(() => undefined);
  if (wanted !== undefined && known.includes(wanted)) return wanted;
  const message = said === undefined ? "No root is configured." : `${said} is not a root.`;
  const some = known.length > 0 ? `The roots are: ${known.join(", ")}.` : "Set one with MODELDECK_ROOTS.";
  throw new ConsoleError("bad-input", message, { hint: some });
}

/** Whoever names an owner says that it is that repository; what is not named is filed as local. */
function repoOf(into: string | undefined, { name }: FileSource): FileImport["repo"] {
  const words = into ?? name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
  const [owner, repo, ...more] = words.includes("/") ? words.split("/") : [undefined, words];
  const refusal = more.length > 0 ? "it has more than two parts" : refusalOfPath(words);
  if (refusal === undefined && repo !== undefined && !words.startsWith(".")) return { owner, name: repo };
  throw new ConsoleError(
    "bad-input",
    `Nothing is filed under ${words}: ${refusal ?? "it begins with a dot"}.`,
    {
      hint: "Say an owner and a name with --into, as in owner/name.",
    },
  );
}

async function faultsOf({ base, path }: FileSource, model: DetectedModel): Promise<Obstacles> {
  const weights = model.files.filter(({ kind }) => kind === "weights").map((file) => file.path);
  if (model.format === undefined) {
    const hint = "Name a file such as model.gguf, or the folder of a model.";
    return [{ what: path, why: "there are no weights in it", hint }];
  }
  const faults = await weightFaultsOf(base, weights);
  const hint = "Fetch it again from where it came from; a server must not be handed this.";
  return faults.map((why) => ({ what: path, why, hint }));
}

async function obstaclesOfPlace({ source, target, how }: FileImport, root: string): Promise<Obstacles> {
  const obstacles: Obstacles = [];
  const hint = "File it under another name with --into.";
  if (await isThere(target)) obstacles.push({ what: target, why: "something is there already", hint });
  else {
    const inTheWay = await obstacleOfFolder(root, target);
    if (inTheWay) obstacles.push(inTheWay);
    else if (await areApart(target, join(root, "any")))
      obstacles.push({
        what: dirname(target),
        why: `it lies on another file system than ${root}`,
        hint: "Make the folder it is mounted at a root of its own, and name that with --root.",
      });
  }
  if (target === source.path || isInside(target, source.path))
    obstacles.push({ what: source.path, why: "the root lies in it", hint: "Name the model's own folder." });
  const link = how === "move" ? source.files.find(({ isLink }) => isLink) : undefined;
  if (link)
    obstacles.push({
      what: link.path,
      why: "it is a link, and would lead nowhere",
      hint: "Copy it instead.",
    });
  const [begun] = how === "move" ? await findPartials([source.path]) : [];
  if (begun)
    obstacles.push({
      what: source.path,
      why: "a download into it is not complete, and would not find it again",
      hint: "Let it end or discard it (modeldeck partials), or copy what is complete.",
    });
  return obstacles;
}

const farLink = ({ path }: FileSource, root: string) => ({
  what: path,
  why: `it lies on another disk than ${root}, and a second name has to be on the same`,
  hint: "Copy it, or use --how=symbolic-link.",
});

/** A move to another disk deletes where it came from, so that has to lie in a root. */
async function homeOf(
  { source, isFar, blocked }: FileImport,
  roots: readonly string[],
): Promise<string | undefined> {
  const holds = roots.find((root) => root === source.path || isInside(root, source.path));
  if (holds !== undefined)
    blocked.push({ what: source.path, why: `the root ${holds} lies in it`, hint: "Copy what is in it." });
  if (!isFar || holds !== undefined) return undefined;
  const location = await locateInRoots(source.path, [...roots]);
  if (location.kind === "found") return location.root;
  const why = "it lies on another disk and outside every root, where nothing is deleted";
  blocked.push({ what: source.path, why, hint: "Copy it, and delete it there yourself." });
  return undefined;
}
