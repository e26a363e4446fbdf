import { ExternalLink } from "lucide-react";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { commandHref } from "#components/run/command-href.ts";
import { Alert } from "#components/ui/alert.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { FoldedLines } from "./folded-lines.tsx";

/** What to know before anything comes: what could run as a program, and the rest. */
export function HubRemarks({ analysis }: { analysis: HubAnalysis }) {
  const { code, warnings, gated, url } = analysis;
  return (
    <>
      {code.length > 0 && (
        <Alert tone="warning" title="This repository brings code that can run on the machine that loads it.">
          <Lines lines={code} />
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert
          title="Before you download"
          {...(gated !== false && { tone: "warning", actions: <GateSteps url={url} /> })}
        >
          <Lines lines={warnings} />
        </Alert>
      )}
    </>
  );
}

const openMax = 6;

function Lines({ lines }: { lines: readonly string[] }) {
  return lines.length === 1 ? <p>{lines[0]}</p> : <FoldedLines lines={lines} openMax={openMax} />;
}

function GateSteps({ url }: { url: string }) {
  return (
    <>
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        className="inline-flex h-7 items-center gap-2 rounded-md border border-line bg-surface-1 px-2 font-medium text-sm hover:border-line-strong hover:bg-surface-2"
      >
        <ExternalLink aria-hidden="true" className="size-4" />
        Accept its terms
      </a>
      <LinkButton size="sm" href={commandHref({ command: "set-config", input: { setting: "hub-token" } })}>
        Give a token
      </LinkButton>
    </>
  );
}
