"use client";

import { useMemo, useState } from "react";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { CommandView } from "#components/command/command-view.ts";
import { type FormValues, inputOf, valuesOf } from "#components/command/form-values.ts";
import { usePreview } from "#components/command/use-preview.ts";
import { type DownloadChoice, downloadControls, downloadInputOf } from "./download-input.ts";
import { useDownloadPlan } from "./use-download-plan.ts";
import type { VariantChoice } from "./use-variant-choice.ts";

type Downloading = {
  view: CommandView;
  analysis: HubAnalysis;
  choice: VariantChoice;
  runs: readonly RunRecord[];
};

/** What is said of a download, the words that do it, and what they would do. */
export function useDownloadForm({ view, analysis, choice, runs }: Downloading) {
  const controls = useMemo(() => downloadControls(view.controls), [view.controls]);
  const [values, setValues] = useState<FormValues>(() => valuesOf(controls));
  const [more, setMore] = useState<DownloadChoice>({ location: undefined, acceptCode: false });
  const said = inputOf(controls, values);
  const input = downloadInputOf({ controls: view.controls, analysis, weights: choice.words, said, more });
  const isCache = said.layout === "hf-cache";
  const isReady = choice.chosen.length > 0 && (isCache || more.location !== "");
  // What can carry code is asked about on the page, so the plan tells what else stands in the way.
  const planning = useDownloadPlan(isReady ? { ...input, acceptCode: true } : undefined, runs);
  const { plan, isLoading } = planning;
  const code = isReady ? (plan?.code ?? analysis.code) : [];
  const isHeld = plan === undefined || plan.blocked.length > 0 || isLoading;
  return {
    ...{ controls, values, more, setMore, input, isCache, isReady, planning, code },
    preview: usePreview(view.name, input, isReady),
    canStart: isReady && !isHeld && (code.length === 0 || more.acceptCode),
    setValue: (name: string, value: FormValues[string]) => setValues((now) => ({ ...now, [name]: value })),
  };
}
