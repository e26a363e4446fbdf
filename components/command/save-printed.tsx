import { Download } from "lucide-react";
import { api } from "#lib/paths.ts";
import { printedFileIn } from "./report-rows.ts";

/** Where what a run printed is a file of its own, a way to have that file where the browser is. */
export function SavePrinted({ run, report }: { run: string; report: unknown }) {
  const name = printedFileIn(report);
  if (name === undefined) return null;
  return (
    <a
      href={api.runLog(run)}
      download={name}
      className="inline-flex h-7 items-center gap-2 self-start rounded-md border border-line bg-surface-1 px-2 font-medium text-sm hover:border-line-strong hover:bg-surface-2"
    >
      <Download aria-hidden="true" className="size-4" />
      Save {name}
    </a>
  );
}
