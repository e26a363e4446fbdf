import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";

type HubSupportProps = {
  support: NonNullable<HubAnalysis["support"]>;
  isTaken: boolean;
  onTake: (repo: string) => void;
};

/** A repository that has what this one lacks. */
export function HubSupport({ support: { repo, lends, says }, isTaken, onTake }: HubSupportProps) {
  return (
    <Alert
      tone="accent"
      title={`${repo} can lend ${lends.join(", ")}.`}
      actions={
        <Button size="sm" onClick={() => onTake(isTaken ? "" : repo)}>
          {isTaken ? "Do not take them from there" : "Take them from there"}
        </Button>
      }
    >
      {says}
    </Alert>
  );
}
