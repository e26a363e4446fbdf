import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { importFile as operationOf } from "#lib/registry/operations/import-file.ts";
import { stageFiles } from "#lib/registry/operations/import-file-copy.ts";
import {
  dropAbandoned,
  dropStaging,
  placeFiles,
  stagingIn,
} from "#lib/registry/operations/import-file-place.ts";
import { applyMaintenance, type Maintaining, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { timesAt } from "#lib/registry/operations/scan-registry.ts";
import { guardPlan } from "#lib/registry/plan-of.ts";
import { aggregateSha256Of } from "#lib/weights/checksums.ts";
import { type FileImportLook, lookAtFileImport } from "../file-import.ts";
import { placesOf } from "../places-of.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Session } from "../session.ts";
import { stopOnSignal } from "../stop-on-signal.ts";
import type { Handler } from "./index.ts";

export const importFile: Handler<"import-file"> = async (input, session) => {
  const { source, how = "copy", root, into } = input;
  const { dir, roots } = placesOf(await session.settings());
  const look = await lookAtFileImport({ source, how, root, into }, roots);
  const maintaining: Maintaining = {
    command: "import-file",
    operation: operationOf(look.wanted, {
      backend: input.backend ?? "vllm",
      location: input.location ?? "linux_wsl",
      format: undefined,
      updateExisting: true,
      includeTesting: input.includeTesting ?? false,
    }),
  };
  return rehearseOrApply(
    {
      name: "import-file",
      input,
      rehearse: async () => {
        if (how !== "reference") session.print.line(roomWords(look));
        return planMaintenance(dir, maintaining);
      },
      apply: async (expectedId) => {
        const plan = await planMaintenance(dir, maintaining);
        guardPlan(plan, expectedId);
        const { change, backup } = await bringIn({ look, maintaining, dir, id: plan.id }, session);
        const names = plan.added.map(({ name }) => name);
        const what =
          names.length > 0 ? names.join(", ") : toCountWords(look.wanted.source.files.length, "file");
        return { plan, result: { summary: `Imported ${what}.`, ...(backup && { backup }) }, change };
      },
      more: () => ({ room: { free: look.free, after: freeAfter(look) } }),
    },
    session,
  );
};

type Bringing = { look: FileImportLook; maintaining: Maintaining; dir: string; id: string };

/** Copies first, with nobody kept waiting; the registry is held only while the files get their place. */
async function bringIn({ look, maintaining, dir, id }: Bringing, session: Session) {
  const { wanted, root, home } = look;
  const { source, how, isFar } = wanted;
  const way = how === "move" && isFar ? "copy" : how;
  const stopping = stopOnSignal();
  let staged: string | undefined;
  try {
    await dropAbandoned(root);
    if (way !== "move" && way !== "reference") staged = await stagingIn(root);
    const hashes =
      staged === undefined || way === "move" || way === "reference"
        ? new Map<string, string>()
        : await stageFiles(source, {
            ...{ how: way, folder: staged, signal: stopping.signal },
            onProgress: (progress) => session.tellProgress({ ...progress, unit: "bytes" }),
          });
    const times = timesAt(new Date());
    return await applyMaintenance(
      dir,
      {
        ...maintaining,
        atApply: (name, after) => ({ ...times(name, after), ...artifactsOf(after.download_files, hashes) }),
        ...(way !== "reference" && {
          moveFiles: (trail, plan) => {
            const names = [...plan.added, ...plan.changed].map(({ name }) => name);
            return placeFiles({ ...wanted, staged, home, names }, trail);
          },
        }),
      },
      id,
    );
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    throw new ConsoleError("failed", "The import was stopped.", {
      hint: "Nothing was added, and what was copied is gone. Start it again when you like.",
      cause: error,
    });
  } finally {
    stopping.forget();
    if (staged !== undefined) await dropStaging(staged);
  }
}

/** What was read while it was copied is known, and need not be read again to be verified. */
function artifactsOf(files: unknown, hashes: ReadonlyMap<string, string>) {
  const names: unknown[] = Array.isArray(files) ? files : [];
  const hashed = names.flatMap((path) => {
    const sha256 = typeof path === "string" ? hashes.get(path) : undefined;
    return sha256 === undefined || typeof path !== "string" ? [] : [{ path, sha256 }];
  });
  if (hashed.length === 0) return {};
  return { artifacts: { aggregate_sha256: aggregateSha256Of(hashed), files: hashed } };
}

const freeAfter = ({ wanted, free }: FileImportLook): number | undefined => {
  const isCopy = wanted.how === "copy" || wanted.isFar;
  return free === undefined ? undefined : free - (isCopy ? wanted.source.bytes : 0);
};

function roomWords(look: FileImportLook): string {
  if (look.free === undefined) return `Nobody can say how much is free in ${look.root}.`;
  return `${toByteWords(look.free)} are free in ${look.root}, ${toByteWords(Math.max(0, freeAfter(look) ?? 0))} afterwards.`;
}
