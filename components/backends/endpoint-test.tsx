"use client";

import { Zap } from "lucide-react";
import { useState } from "react";
import { useSWRConfig } from "swr";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { type Answer, askApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Metric } from "#components/ui/metric.tsx";
import { api } from "#lib/paths.ts";

type Tested = {
  text: string;
  totalMs: number;
  firstTokenMs?: number;
  tokens?: number;
  tokensPerSecond?: number;
};

/** Says a word to a model and shows what came of it: the figures, or the server's own error. */
export function EndpointTest({ backend, model }: { backend: BackendAnswer; model: string }) {
  const { mutate } = useSWRConfig();
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer<Tested>>();
  const isLoaded = backend.loaded.some((each) => each.model === model);
  async function test() {
    setBusy(true);
    setAnswer(undefined);
    setAnswer(await askApi<Tested>(api.testBackend(backend.id), { method: "POST", body: { model } }));
    setBusy(false);
    await mutate(api.backendHistory(backend.id));
  }
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={<Zap aria-hidden="true" />} busy={isBusy} onClick={() => void test()}>
          Test it
        </Button>
        <span className="text-muted text-sm">
          {isLoaded
            ? "A short question; a few dozen tokens."
            : "It may have to load the model first, which takes a while."}
        </span>
      </div>
      <div aria-live="polite">
        {answer && !answer.ok && (
          <Alert tone="danger" title={answer.refusal.message}>
            {answer.refusal.hint}
          </Alert>
        )}
        {answer?.ok && <Figures tested={answer.value} />}
      </div>
    </div>
  );
}

function Figures({ tested: { text, totalMs, firstTokenMs, tokens, tokensPerSecond } }: { tested: Tested }) {
  const figures = [
    ["Answered in", `${Math.round(totalMs)} ms`],
    ["First token", firstTokenMs === undefined ? undefined : `${Math.round(firstTokenMs)} ms`],
    ["Speed", tokensPerSecond === undefined ? undefined : `${tokensPerSecond.toFixed(1)} tokens/s`],
    ["Tokens", tokens === undefined ? undefined : String(tokens)],
  ] as const;
  return (
    <div className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-4">
      <div className="grid grid-cols-2 gap-4 md:grid-cols-4">
        {figures.map(([label, value]) => value && <Metric key={label} label={label} value={value} />)}
      </div>
      <p className="wrap-anywhere max-h-40 max-w-prose overflow-auto whitespace-pre-wrap text-sm">
        {text || "It answered without a word."}
      </p>
    </div>
  );
}
