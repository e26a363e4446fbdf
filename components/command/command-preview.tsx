"use client";

import * as Tabs from "@radix-ui/react-tabs";
import { useState } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import type { PreviewState } from "./use-preview.ts";

const dialects = [
  { value: "shell", label: "Shell" },
  { value: "powershell", label: "PowerShell" },
  { value: "curl", label: "curl" },
] as const;

const tab =
  "h-7 rounded-sm px-2 font-medium text-muted text-sm hover:text-ink data-[state=active]:bg-surface-3 data-[state=active]:text-ink";

type CommandPreviewProps = PreviewState & {
  /** What to say while there is nothing to show yet. */
  waiting: string;
};

/** The exact words that do it, ready to be taken elsewhere. */
export function CommandPreview({ preview, refusal, waiting }: CommandPreviewProps) {
  const [shown, setShown] = useState<string>("shell");
  return (
    <Tabs.Root value={shown} onValueChange={setShown} className="flex min-w-0 flex-col gap-1">
      <div className="flex items-center gap-3">
        <span className="font-medium">Command</span>
        <Tabs.List aria-label="How the command is written" className="flex gap-1">
          {dialects.map(({ value, label }) => (
            <Tabs.Trigger key={value} value={value} className={tab}>
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </div>
      {dialects.map(({ value, label }) => (
        <Tabs.Content key={value} value={value} className="min-w-0">
          {preview ? (
            <CodeBlock text={preview[value]} label={`${label} command`} />
          ) : (
            <p className="rounded-md border border-line bg-surface-2 px-3 py-2 text-muted">
              {refusal?.message ?? waiting}
            </p>
          )}
        </Tabs.Content>
      ))}
      {preview && preview.env.length > 0 && (
        <p className="text-muted text-sm">
          Carries <span className="font-mono">{preview.env.join(", ")}</span> in its environment; the value is
          never shown or kept.
        </p>
      )}
    </Tabs.Root>
  );
}
