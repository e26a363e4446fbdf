"use client";

import { type KeyboardEvent, useId, useState } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { PreviewState } from "./use-preview.ts";

const dialects = [
  { key: "shell", label: "Shell" },
  { key: "powershell", label: "PowerShell" },
  { key: "curl", label: "curl" },
] as const;

type DialectKey = (typeof dialects)[number]["key"];

type CommandPreviewProps = PreviewState & {
  /** What the command still waits for. */
  waiting: string | undefined;
};

/** The exact words that do it, ready to be taken elsewhere. */
export function CommandPreview({ preview, refusal, waiting }: CommandPreviewProps) {
  const [shown, setShown] = useState<DialectKey>("shell");
  const id = useId();
  const label = dialects.find(({ key }) => key === shown)?.label ?? shown;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-center gap-3">
        <span className="font-medium">Command</span>
        <DialectTabs id={id} shown={shown} onShow={setShown} />
      </div>
      <div role="tabpanel" id={`${id}-words`} aria-labelledby={`${id}-${shown}`} className="min-w-0">
        {preview ? (
          <CodeBlock text={preview[shown]} label={`${label} command`} />
        ) : (
          <div className="flex min-h-9.5 items-center rounded-md border border-line bg-surface-2 px-3 text-muted">
            {waiting ?? refusal?.message ?? <Skeleton className="w-80" />}
          </div>
        )}
      </div>
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
    </div>
  );
}

const tab =
  "h-7 rounded-sm px-2 font-medium text-muted text-sm hover:text-ink aria-selected:bg-surface-3 aria-selected:text-ink";

type DialectTabsProps = { id: string; shown: DialectKey; onShow: (shown: DialectKey) => void };

/** Tabs without a style of their own: those of the library write one into the markup, which the policy forbids. */
function DialectTabs({ id, shown, onShow }: DialectTabsProps) {
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const place = dialects.findIndex(({ key }) => key === shown);
    const next = dialects[(place + by + dialects.length) % dialects.length];
    if (!next) return;
    event.preventDefault();
    onShow(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="How the command is written" className="flex gap-1">
      {dialects.map(({ key, label }) => (
        <button
          key={key}
          id={`${id}-${key}`}
          type="button"
          role="tab"
          aria-selected={key === shown}
          aria-controls={`${id}-words`}
          tabIndex={key === shown ? 0 : -1}
          className={tab}
          onClick={() => onShow(key)}
          onKeyDown={step}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
