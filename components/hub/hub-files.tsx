"use client";

import { useState } from "react";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { Button } from "#components/ui/button.tsx";
import { ColumnTitles } from "#components/ui/column-titles.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Input } from "#components/ui/input.tsx";
import { toByteWords, toCountWords, toNumberWords } from "#lib/format.ts";

const step = 200;
const filterFrom = 20;

const columns = [["File"], ["Kind", "w-32 max-sm:hidden"], ["Size", "w-20 text-right"]] as const;

type HubFilesProps = { files: HubAnalysis["files"]; total: number };

/** Every file that is known of, drawn only once somebody looks, and then in parts. */
export function HubFiles({ files, total }: HubFilesProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Expander
      title="Files"
      aside={<span className="text-muted text-xs">{toNumberWords(total)}</span>}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      {isOpen && <FileTable files={files} total={total} />}
    </Expander>
  );
}

function FileTable({ files, total }: HubFilesProps) {
  const [text, setText] = useState("");
  const [shownMax, setShownMax] = useState(step);
  const wanted = text.trim().toLowerCase();
  const found = files.filter(({ path }) => path.toLowerCase().includes(wanted));
  const hidden = found.length - shownMax;
  return (
    <>
      {files.length > filterFrom && (
        <Input
          type="search"
          aria-label="Find files"
          placeholder="Find files…"
          className="max-w-md"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <table className="w-full table-fixed text-left text-sm">
        <ColumnTitles of={columns} />
        <tbody>
          {found.slice(0, shownMax).map(({ path, role, bytes, sha256 }) => (
            <tr key={path} className="h-7">
              <td className="truncate pr-3 font-mono" title={sha256 ? `${path}\nsha256 ${sha256}` : path}>
                {path}
              </td>
              <td className="text-muted max-sm:hidden">{role}</td>
              <td className="text-right tabular-nums">{toByteWords(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length === 0 && <p className="text-muted">No file has “{text.trim()}” in its name.</p>}
      {hidden > 0 && (
        <Button className="self-center" onClick={() => setShownMax(shownMax + step)}>
          Show {Math.min(step, hidden)} more of {toNumberWords(found.length)}
        </Button>
      )}
      {total > files.length && (
        <p className="text-muted text-sm">
          The first {toCountWords(files.length, "file")} of {toNumberWords(total)} are listed here.
        </p>
      )}
    </>
  );
}
