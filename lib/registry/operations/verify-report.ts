import { toCountWords } from "#lib/format.ts";
import { type EntryCheck, type EntryState, type FileCheck, isWrong, wrongOf } from "./entry-check.ts";
import type { Verified } from "./verify-registry.ts";

const filesMax = 20_000;
const againMax = 100;

type Told = "what is noteworthy" | "every file";

/** What a check found, as data: counts, a row for each entry, a row for each file that is not plainly well. */
export function reportOf({ checks, filesRead, filesRemembered }: Verified, full: boolean, told?: Told) {
  const wrong = wrongOf(checks);
  const count = (...states: EntryState[]) => checks.filter(({ state }) => states.includes(state)).length;
  const isTold = ({ state }: FileCheck) =>
    told === "every file" || (state !== "valid" && state !== "not recorded");
  const files = checks.flatMap(({ name, files: own = [] }) =>
    own.filter(isTold).map((file) => ({ name, ...toFileRow(file, told) })),
  );
  const again = againOf(wrong, full);
  return {
    valid: count("valid", "not recorded"),
    invalid: wrong.length,
    notRecorded: count("not recorded"),
    notDownloaded: count("no download"),
    keptByOllama: count("kept by Ollama"),
    filesRead,
    filesRemembered,
    // What needs attention comes first. The log has everything in the order of the registry.
    results: [...wrong, ...checks.filter((check) => !isWrong(check))].map(toRow),
    ...(files.length > 0 && { files: told === "every file" ? files : files.slice(0, filesMax) }),
    ...(again && { again }),
  };
}

const toRow = ({ name, state, says, path, bytes, sharedWith }: EntryCheck) => ({
  ...{ name, state, says },
  ...(path !== undefined && { path }),
  ...(bytes !== undefined && { bytes }),
  ...(sharedWith && { sharedWith: sharedWith.join(", ") }),
});

const hashLength = 12;

function toFileRow({ path, state, says, recorded, found }: FileCheck, told: Told | undefined) {
  const shown = (sha256: string) => (told === "every file" ? sha256 : sha256.slice(0, hashLength));
  return {
    ...{ file: path, state },
    ...(says !== undefined && { says }),
    ...(recorded !== undefined && { recorded: shown(recorded) }),
    ...(found !== undefined && { found: shown(found) }),
  };
}

/** The same check of only what was wrong. */
function againOf(wrong: readonly EntryCheck[], full: boolean) {
  const [name, ...more] = wrong.slice(0, againMax).map((check) => check.name);
  if (name === undefined) return undefined;
  const says =
    wrong.length > againMax ? `Verify the first ${againMax} of these again` : "Verify only these again";
  return {
    ...{ says, command: "verify" },
    input: { name, ...(more.length > 0 && { more }), ...(full && { full }) },
  };
}

/** One sentence on all of them. */
export function summaryOf(checks: readonly EntryCheck[]): string {
  const wrong = wrongOf(checks).length;
  const kept = checks.filter(({ state }) => state === "kept by Ollama").length;
  const unseen =
    kept === 1 ? "is kept by Ollama and was not looked at" : "are kept by Ollama and were not looked at";
  if (kept > 0 && kept === checks.length) return `${toCountWords(kept, "model")} ${unseen}.`;
  const rest = kept > 0 ? `; ${kept} ${unseen}` : "";
  const all = toCountWords(checks.length - kept, "model");
  const bare = checks.filter(({ state }) => state === "no download").length;
  const fresh = checks.filter(({ state }) => state === "not recorded").length;
  if (wrong > 0) return `${wrong} of ${all} ${wrong === 1 ? "needs" : "need"} attention${rest}.`;
  if (bare > 0) return `${bare} of ${all} ${bare === 1 ? "has" : "have"} no download to check${rest}.`;
  const known = fresh === 0 ? "" : `; of ${fresh} nothing was recorded to compare with`;
  return `${all} checked, nothing wrong${known}${rest}.`;
}
