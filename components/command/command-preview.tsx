"use client";

import { CodeBlock } from "#components/ui/code-block.tsx";
import { FoldedCode } from "#components/ui/folded-code.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tab, TabList, TabPanel, TabSet } from "#components/ui/tab-set.tsx";
import type { PreviewState } from "./use-preview.ts";

const writings = [
  { key: "shell", label: "Shell" },
  { key: "powershell", label: "PowerShell" },
  { key: "curl", label: "curl" },
] as const;

const tab =
  "h-7 rounded-sm px-2 font-medium text-muted text-sm hover:text-ink data-[state=active]:bg-surface-3 data-[state=active]:text-ink";

type CommandPreviewProps = PreviewState & {
  /** What the command still waits for. */
  waiting: string | undefined;
};

/** The exact words that do it, ready to be taken elsewhere. */
export function CommandPreview({ preview, refusal, isOld, waiting }: CommandPreviewProps) {
  return (
    <TabSet initial="shell" className="flex min-w-0 flex-col gap-1">
      <div className="flex items-center gap-3">
        <span className="font-medium">Command</span>
        <TabList aria-label="How the command is written" className="flex gap-1">
          {writings.map(({ key, label }) => (
            <Tab key={key} value={key} className={tab}>
              {label}
            </Tab>
          ))}
        </TabList>
      </div>
      {/* What is copied has to be what would run, so that nothing is while newer words are on their way. */}
      <fieldset disabled={isOld} className="contents [&:disabled_code]:text-muted">
        {writings.map(({ key, label }) => (
          <TabPanel key={key} value={key} className="min-w-0">
            {preview ? (
              <FoldedCode text={preview[key]} label={`${label} command`} />
            ) : (
              <div className="flex min-h-9.5 items-center rounded-md border border-line bg-surface-2 px-3 py-1.5 text-muted">
                {waiting ?? refusal?.message ?? <Skeleton className="w-80" />}
              </div>
            )}
          </TabPanel>
        ))}
        {preview?.native !== undefined && (
          <div className="flex min-w-0 flex-col gap-1">
            <span className="text-muted text-sm">
              In the server’s own words{preview.native.length > 1 && ", one way or the other"}
              {preview.effect === "reads" && "; they know no rehearsal"}
            </span>
            {preview.native.map((way) => (
              <CodeBlock key={way} text={way} label="the server's own command" />
            ))}
          </div>
        )}
      </fieldset>
      {preview && refusal && waiting === undefined && (
        <p role="status" className="text-danger text-sm">
          These are the last words that were understood. {refusal.message}
        </p>
      )}
      {preview && preview.env.length > 0 && (
        <p className="text-muted text-sm">
          Carries <span className="font-mono">{preview.env.join(", ")}</span> in its environment; the value is
          never shown or kept.
        </p>
      )}
    </TabSet>
  );
}
