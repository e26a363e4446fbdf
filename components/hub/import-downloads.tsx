"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { listReport } from "#cli-bridge/protocol/model-list.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { askApi, type Refusal } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { toCountWords } from "#lib/format.ts";
import { api, paths } from "#lib/paths.ts";

type State =
  | { kind: "idle" }
  | { kind: "starting" }
  | { kind: "queued"; count: number }
  | { kind: "refused"; count: number; refusal: Refusal };

/** What a list named and this machine lacks: one press puts all of it in the queue. */
export function ImportDownloads({ report }: { report: unknown }) {
  const [state, setState] = useState<State>({ kind: "idle" });
  const downloads = listReport.safeParse(report).data?.downloads ?? [];
  if (downloads.length === 0) return null;
  const queue = async () => {
    const already = state.kind === "refused" ? state.count : 0;
    setState({ kind: "starting" });
    for (const [index, input] of downloads.entries()) {
      if (index < already) continue;
      const answer = await askApi<RunRecord>(api.runs(), {
        method: "POST",
        body: { command: "download", input },
      });
      if (!answer.ok) return setState({ kind: "refused", count: index, refusal: answer.refusal });
    }
    setState({ kind: "queued", count: downloads.length });
  };
  const words = toCountWords(downloads.length, "download");
  if (state.kind === "queued") {
    const link = <LinkButton href={paths.downloadQueue()}>Queue</LinkButton>;
    return <Alert tone="ok" title={`Queued ${words}.`} actions={link} />;
  }
  return (
    <div className="flex flex-col gap-3">
      {state.kind === "refused" && (
        <Alert tone="danger" title={`${state.count} of ${words} queued. ${state.refusal.message}`}>
          {state.refusal.hint}
        </Alert>
      )}
      <Button
        variant="primary"
        className="self-start"
        busy={state.kind === "starting"}
        onClick={() => void queue()}
      >
        <Download aria-hidden="true" className="size-4" />
        Queue {words}
      </Button>
    </div>
  );
}
