import { join } from "node:path";
import type { InputOfCommand } from "#cli-bridge/catalogue/index.ts";
import type { DownloadPlan, PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { styled } from "./print.ts";
import type { Session } from "./session.ts";

export type DownloadInput = InputOfCommand<"download">;

const whyOf: Record<PlannedFile["state"], string | undefined> = {
  fetch: undefined,
  resume: "part of it is here",
  check: "there already",
  kept: "another file than the hub's, which stays",
  replace: "the hub's takes its place once it has verified",
};

/** The files of a download as every plan tells files. */
export const fileDeedsOf = ({ files, folder }: DownloadPlan): Plan["files"] =>
  files.map(({ path: name, bytes, here, state }) => {
    const isKept = state === "check" || state === "kept";
    const why = whyOf[state];
    const path = join(folder, name);
    return { path, deed: isKept ? "keep" : "write", bytes: isKept ? here : bytes, ...(why && { why }) };
  });

/** What a person wants to know before gigabytes come. */
export function printDownloadPlan({ print }: Session, plan: DownloadPlan): void {
  const { repo, revision, commit, folder, bytesToFetch, freeBefore, freeAfter, left } = plan;
  print.line(
    styled("bold", `${repo} at ${revision} (${commit.slice(0, 12)})`),
    styled("dim", `  to ${folder}`),
  );
  const room =
    freeBefore === undefined
      ? ""
      : `; ${toByteWords(freeBefore)} free now, ${toByteWords(Math.max(0, freeAfter ?? 0))} afterwards`;
  print.line(`${toByteWords(bytesToFetch)} to fetch${room}`);
  printFits({ print }, plan);
  if (left.length > 0) {
    const bytes = left.reduce((sum, file) => sum + file.bytes, 0);
    print.line(styled("dim", `Left out: ${toCountWords(left.length, "file")}, ${toByteWords(bytes)}`));
  }
}

const fitsShown = 8;

/** Whether what is fetched will fit, as far as its headers have told. */
function printFits({ print }: Pick<Session, "print">, { variants }: DownloadPlan): void {
  const known = variants.flatMap(({ name, quantization, fit }) => (fit ? { name, quantization, fit } : []));
  for (const { name, quantization, fit } of known.slice(0, fitsShown)) {
    const which = known.length > 1 ? `${quantization?.toUpperCase() ?? name}: ` : "";
    print.line(styled(fit.class === "too-big" ? "yellow" : "dim", `${which}${fit.says}`));
  }
  if (known.length > fitsShown) print.line(styled("dim", `and ${known.length - fitsShown} more`));
}
