import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { paths } from "#lib/paths.ts";
import { foundFaults, succeeded } from "./outcome-words.ts";
import type { UndoneBy } from "./undone-by.ts";

/** Leads to the page of a run that offers its way back, as long as it holds. */
export function RunRowUndo({ run, undone }: { run: RunRecord; undone: UndoneBy | undefined }) {
  const { id, outcome } = run;
  const isOffered = outcome && (succeeded(outcome) || foundFaults(outcome)) && outcome.result?.undo;
  if (!isOffered || undone?.isWhole) return null;
  return (
    <LinkButton size="sm" variant="ghost" href={paths.run(id)}>
      Undo…<span className="sr-only"> run {id}</span>
    </LinkButton>
  );
}
