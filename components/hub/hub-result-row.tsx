"use client";

import { Lock } from "lucide-react";
import Link from "next/link";
import type { HubModelRow } from "#cli-bridge/protocol/hub-answer.ts";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { type HubState, toHubPath } from "./hub-state.ts";
import { toTallyWords } from "./tally-words.ts";
import type { ChangeHub } from "./use-hub-state.ts";

const formatWords = {
  gguf: "GGUF",
  safetensors: "safetensors",
  awq: "AWQ",
  gptq: "GPTQ",
  onnx: "ONNX",
  mlx: "MLX",
  exl2: "EXL2",
};

/** As its tags have it: what a repository really holds is read when it is opened. */
const formatsOf = ({ tags }: Pick<HubModelRow, "tags">): string[] =>
  Object.entries(formatWords).flatMap(([tag, words]) => (tags.includes(tag) ? [words] : []));

type HubResultRowProps = { model: HubModelRow; state: HubState; change: ChangeHub };

/** One found model: a row where there is room, two lines where there is not. */
export function HubResultRow({ model, state, change }: HubResultRowProps) {
  const { repo, parameters, downloads, likes, lastModified, pipelineTag } = model;
  const formats = formatsOf(model).join(", ");
  const size = parameters === undefined ? undefined : toTallyWords(parameters);
  const few = [size, formats, downloads !== undefined && `${toTallyWords(downloads)} downloads`];
  return (
    <tr className="h-9 border-b border-line hover:bg-surface-2 [&>td]:align-middle [&>td]:text-right [&>td]:tabular-nums">
      <th scope="row" className="min-w-0 py-1 font-normal">
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={toHubPath({ ...state, repo })}
            data-row-link=""
            title={repo}
            prefetch={false}
            className="min-w-0 truncate rounded-sm font-mono hover:text-accent hover:underline"
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              change({ repo, revision: undefined });
            }}
          >
            {repo}
          </Link>
          {(model.gated !== false || model.private) && (
            <span className="flex shrink-0 items-center gap-1 text-muted text-xs">
              <Lock aria-hidden="true" className="size-3" />
              {model.private ? "private" : "gated"}
            </span>
          )}
          {pipelineTag !== undefined && pipelineTag !== "text-generation" && (
            <span className="min-w-0 shrink-[99] truncate text-muted text-xs max-wide:hidden">
              {pipelineTag.replaceAll("-", " ")}
            </span>
          )}
        </span>
        <span className="block truncate text-muted text-xs wide:hidden">
          {few.filter(Boolean).join(" · ")}
        </span>
      </th>
      <td className="max-wide:hidden">{size}</td>
      <td className="truncate pl-6 text-left! text-muted max-wide:hidden">{formats}</td>
      <td className="max-wide:hidden">{downloads === undefined ? "" : toTallyWords(downloads)}</td>
      <td className="max-wide:hidden">{likes === undefined ? "" : toTallyWords(likes)}</td>
      <td className="text-muted max-wide:hidden">
        {lastModified !== undefined && <TimeAgo at={lastModified} />}
      </td>
    </tr>
  );
}
