"use client";

import { Download } from "lucide-react";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { CommandForm } from "#components/command/command-form.tsx";
import { CommandPreview } from "#components/command/command-preview.tsx";
import type { CommandView } from "#components/command/command-view.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { toByteWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { HubAcceptCode } from "./hub-accept-code.tsx";
import { HubLocation, type RootRoom } from "./hub-location.tsx";
import { HubPlan } from "./hub-plan.tsx";
import { HubRuns } from "./hub-runs.tsx";
import { HubSupport } from "./hub-support.tsx";
import { useDownloadForm } from "./use-download-form.ts";
import { useDownloadStart } from "./use-download-start.ts";
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
  const { isReady, planning, code, more, setMore, preview } = form;
  return (
    <Section title="Download">
      <form className="flex min-w-0 flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
        <Fields {...{ form, analysis, roots }} bytes={planning.plan?.bytesToFetch ?? choice.bytes} />
        <CommandPreview {...preview} waiting={isReady ? undefined : waitingWords(choice)} />
        {isReady && <HubPlan {...planning} />}
        {code.length > 0 && (
          <HubAcceptCode
            code={code}
            isAccepted={more.acceptCode}
            onAccept={(acceptCode) => setMore({ ...more, acceptCode })}
          />
        )}
        <Start form={form} verb={view.verb} runs={runs} />
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

type StartProps = { form: Form; verb: string; runs: readonly RunRecord[] };

function Start({ form: { input, planning, canStart, preview }, verb, runs }: StartProps) {
  const { start, startNext, isBusy, refusal } = useDownloadStart(input);
  const words = preview.preview?.shell;
  const isQueued = runs.some(({ state, shell }) => state !== "ended" && shell === words);
  // Once pressed they are held, and a disabled button would lose the focus.
  const isHeld = !canStart || isQueued;
  const isCrowded = runs.some(({ state }) => state === "queued");
  const bytes = planning.plan?.bytesToFetch ?? 0;
  return (
    <>
      {refusal && (
        <Alert tone="danger" title={refusal.message}>
          {refusal.hint}
        </Alert>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          variant="primary"
          icon={<Download aria-hidden="true" />}
          busy={isBusy}
          aria-disabled={isHeld || undefined}
          onClick={isHeld ? undefined : start}
        >
          {bytes > 0 ? `${verb} ${toByteWords(bytes)}` : verb}
        </Button>
        {isCrowded && (
          <Button
            aria-disabled={isHeld || isBusy || undefined}
            onClick={isHeld || isBusy ? undefined : startNext}
          >
            {verb} next
          </Button>
        )}
        <LinkButton variant="ghost" href={paths.downloadQueue()}>
          Open the queue
        </LinkButton>
        <span role="status" className="text-muted">
          {isQueued && "This download is in the queue already."}
        </span>
      </div>
    </>
  );
}
