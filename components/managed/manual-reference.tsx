import type { ServerGuide } from "#cli-bridge/protocol/server-setup.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { ForeignLinesList } from "./foreign-lines-list.tsx";

/** How each server is started without the console, with the model filled in. */
export function ManualReference({ guides }: { guides: readonly ServerGuide[] }) {
  return (
    <div className="flex max-w-4xl flex-col gap-2">
      {guides.map((guide) => (
        <Expander
          key={guide.kind}
          open={guides.length === 1}
          title={guide.title}
          aside={
            <span className="truncate text-muted text-sm">
              {guide.program === undefined ? (
                "not installed"
              ) : (
                <span className="font-mono">{guide.program}</span>
              )}
            </span>
          }
        >
          <Steps {...guide} />
        </Expander>
      ))}
    </div>
  );
}

function Steps({ title, program, install, commands, ready, keyVariable, lines = [] }: ServerGuide) {
  return (
    <>
      {program === undefined && (
        <p>
          {install.says} (
          <a href={install.url} target="_blank" rel="noreferrer" className="underline">
            {new URL(install.url).hostname}
          </a>
          ).
        </p>
      )}
      {commands.map((line) => (
        <CodeBlock key={line} text={line} label={`the command that starts ${title}`} />
      ))}
      <p className="text-muted">
        It can be used when <span className="break-all font-mono text-sm">{ready}</span> answers.
        {keyVariable !== undefined && (
          <>
            {" "}
            Set <span className="font-mono text-sm">{keyVariable}</span> to have it ask its clients for a key.
          </>
        )}
      </p>
      {lines.length > 0 && <ForeignLinesList lines={lines} />}
    </>
  );
}
