import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { toByteWords, toCountWords } from "#lib/format.ts";

const filesShown = 200;

export function PaneFiles({ details: { files, path, onDiskBytes } }: { details: EntryDetails }) {
  if (files.length === 0) return <p className="text-muted">The registry lists no files for this model.</p>;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="text-muted">
        {toCountWords(files.length, "file")}
        {onDiskBytes !== undefined && ` · ${toByteWords(onDiskBytes)} on disk`}
      </p>
      {path !== undefined && <code className="break-all font-mono">{path}</code>}
      <ul className="flex flex-col divide-y rounded-md border">
        {files.slice(0, filesShown).map((file) => (
          <li key={file.path} className="flex min-w-0 flex-col gap-1 px-3 py-2">
            <div className="flex items-baseline justify-between gap-4">
              <code className="min-w-0 break-all font-mono">{file.path}</code>
              {file.bytes !== undefined && (
                <span className="whitespace-nowrap">{toByteWords(file.bytes)}</span>
              )}
            </div>
            {file.sha256 !== undefined && file.sha256 !== "" && (
              <div className="flex items-center gap-1 text-muted text-xs">
                sha256
                <code title={file.sha256} className="min-w-0 truncate font-mono">
                  {file.sha256}
                </code>
                <CopyButton
                  text={file.sha256}
                  label={`Copy the hash of ${file.path}`}
                  className="ml-auto h-6"
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      {files.length > filesShown && (
        <p className="text-muted">
          {toCountWords(files.length - filesShown, "more file")}; all of them stand under Raw.
        </p>
      )}
    </div>
  );
}
