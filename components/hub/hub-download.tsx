"use client";

import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { CommandForm } from "#components/command/command-form.tsx";
import { CommandPreview } from "#components/command/command-preview.tsx";
import type { CommandView } from "#components/command/command-view.ts";
import { Section } from "#components/ui/section.tsx";
import { HubAcceptCode } from "./hub-accept-code.tsx";
import { HubLocation, type RootRoom } from "./hub-location.tsx";
import { HubPlan } from "./hub-plan.tsx";
import { HubRuns } from "./hub-runs.tsx";
import { HubStart } from "./hub-start.tsx";
import { HubSupport } from "./hub-support.tsx";
import { useDownloadForm } from "./use-download-form.ts";
import { useQueuedRuns } from "./use-queued-runs.ts";
import type { VariantChoice } from "./use-variant-choice.ts";

type HubDownloadProps = {
  view: CommandView;
  analysis: HubAnalysis;
  choice: VariantChoice;
  roots: readonly RootRoom[];
};

type Form = ReturnType<typeof useDownloadForm>;

/** The download of what is chosen above: where to, what else, the words that do it, and what they would do. */
export function HubDownload({ view, analysis, choice, roots }: HubDownloadProps) {
  const runs = useQueuedRuns();
  const form = useDownloadForm({ view, analysis, choice, runs });
  const { input, isReady, canStart, planning, code, more, setMore, preview } = form;
  return (
    <Section title="Download">
      <form className="flex min-w-0 flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
        <Fields {...{ form, analysis, roots }} bytes={planning.plan?.bytesToFetch ?? choice.bytes} />
        <CommandPreview {...preview} waiting={isReady ? undefined : waitingWords(choice)} />
        {isReady && <HubPlan {...planning} said={analysis.gated === false ? [] : analysis.warnings} />}
        {code.length > 0 && (
          <HubAcceptCode
            code={code}
            isAccepted={more.acceptCode}
            onAccept={(acceptCode) => setMore({ ...more, acceptCode })}
          />
        )}
        <HubStart
          {...{ input, canStart, runs }}
          // Words that are no longer those of the form tell nothing of it.
          shell={preview.refusal ? undefined : preview.preview?.shell}
          plan={planning.plan}
          verb={view.verb}
        />
      </form>
      <HubRuns runs={runs} repo={analysis.repo} />
    </Section>
  );
}

const waitingWords = ({ chosen }: VariantChoice): string =>
  chosen.length === 0
    ? "Choose weights above, and the command appears here."
    : "Name a folder, and the command appears here.";

type FieldsProps = Pick<HubDownloadProps, "analysis" | "roots"> & { form: Form; bytes: number };

function Fields({ form, analysis: { support }, roots, bytes }: FieldsProps) {
  const { controls, values, more, setMore, setValue, isCache, preview } = form;
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      {!isCache && (
        <HubLocation
          roots={roots}
          location={more.location}
          bytes={bytes}
          onLocation={(location) => setMore({ ...more, location })}
        />
      )}
      {support && (
        <HubSupport
          support={support}
          isTaken={values.supportRepo === support.repo}
          onTake={(repo) => setValue("supportRepo", repo)}
        />
      )}
      <CommandForm controls={controls} values={values} issues={preview.refusal?.issues} onChange={setValue} />
    </div>
  );
}
