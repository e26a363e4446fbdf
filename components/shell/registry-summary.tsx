"use client";

import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import useSWR from "swr";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { cn } from "#lib/cn.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { fetchAnswer } from "./fetch-answer.ts";
import { frameKeys } from "./frame-keys.ts";

/** What the registry holds in all; its place is kept while the answer is on its way. */
export function RegistrySummary({ className }: { className?: string }) {
  const { data, error } = useSWR<RegistryAnswer, Error>(frameKeys.registry, fetchAnswer);
  const problems = data?.problems.length ?? 0;
  return (
    <div data-slot="registry-summary" className={cn("flex min-h-9 flex-col gap-1 px-2 text-xs", className)}>
      {data !== undefined && (
        <span className="text-muted">
          {toCountWords(data.all.entries, "model")} · {toByteWords(data.all.bytes)}
        </span>
      )}
      {data === undefined && error !== undefined && <span className="text-muted">{error.message}</span>}
      {data?.readOnly !== undefined && <span className="text-warning">Read only</span>}
      {problems > 0 && (
        <Link
          href={paths.browse()}
          className="flex items-center gap-1 rounded-sm text-warning hover:underline"
        >
          <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0" />
          {toCountWords(problems, "problem")} in the registry
        </Link>
      )}
    </div>
  );
}
