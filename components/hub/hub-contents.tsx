import { Check, Minus, TriangleAlert } from "lucide-react";
import type { CriticalFile, HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Section } from "#components/ui/section.tsx";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { HubFiles } from "./hub-files.tsx";
import { HubReadme } from "./hub-readme.tsx";

/** What else the repository holds: what a model needs to be loaded, in which formats it comes, its template, its files. */
export function HubContents({ analysis }: { analysis: HubAnalysis }) {
  const { critical, formats, sizes, architecture } = analysis;
  return (
    <Section
      title="What it holds"
      description={`${toCountWords(analysis.filesTotal, "file")}, ${toByteWords(sizes.total)}. ${fromWords(architecture.from)}`}
    >
      <div className="grid min-w-0 gap-x-8 gap-y-4 lg:grid-cols-2">
        <div className="min-w-0">
          <h3 className="mb-1 font-medium">Needed to load it</h3>
          <ul className="flex flex-col gap-1">
            {critical.map((file) => (
              <CriticalLine key={file.name} file={file} />
            ))}
          </ul>
        </div>
        <div className="min-w-0">
          <h3 className="mb-1 font-medium">Formats</h3>
          <ul className="flex flex-col gap-1">
            {formats.map(({ format, files, bytes, evidence }) => (
              <li key={format} className="min-w-0">
                <span className="font-mono text-sm">{format}</span>{" "}
                <span className="text-muted text-sm">
                  {toCountWords(files, "file")}, {toByteWords(bytes)}: {evidence.join("; ")}
                </span>
              </li>
            ))}
          </ul>
          <p className="mt-1 text-muted text-sm">{sizeWords(sizes)}</p>
        </div>
      </div>
      <Template template={analysis.chatTemplate} />
      <HubReadme repo={analysis.repo} commit={analysis.commit} />
      <HubFiles files={analysis.files} total={analysis.filesTotal} />
    </Section>
  );
}

const looks = {
  present: { Icon: Check, ink: "text-ok", words: "" },
  missing: { Icon: TriangleAlert, ink: "text-warning", words: "missing" },
  "not needed": { Icon: Minus, ink: "text-muted", words: "not needed" },
} as const;

function CriticalLine({ file: { name, state, why } }: { file: CriticalFile }) {
  const { Icon, ink, words } = looks[state];
  return (
    <li className="flex min-w-0 items-start gap-2">
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <span className="min-w-0 break-words">
        <span className="font-mono text-sm">{name}</span>
        {words === "" ? <span className="sr-only"> present</span> : <span className={ink}> {words}</span>}
        <span className="text-muted text-sm">: {why}</span>
      </span>
    </li>
  );
}

const sizeWords = ({ weights, settings, optional, largeOptional }: HubAnalysis["sizes"]): string =>
  [
    `Weights ${toByteWords(weights)}`,
    settings > 0 && `config and tokenizer ${toByteWords(settings)}`,
    optional > 0 && `small extras ${toByteWords(optional)}`,
    largeOptional > 0 && `large extras ${toByteWords(largeOptional)}`,
  ]
    .filter(Boolean)
    .join(" · ");

/** A template is a program: it is read here and never run. */
function Template({ template }: { template: HubAnalysis["chatTemplate"] }) {
  const { text, path, flags, base } = template;
  if (text === undefined) return null;
  return (
    <Expander
      title="Chat template"
      aside={<span className="min-w-0 truncate font-mono text-muted text-xs">{path ?? "GGUF header"}</span>}
    >
      {flags.length > 0 && <p className="text-warning">Unusual in a template: {flags.join(", ")}.</p>}
      {base && (
        <p className={base.isSame ? "text-muted" : "text-warning"}>
          {base.isSame ? "It is that of" : "It differs from that of"} {base.repo}, which this was made from.
        </p>
      )}
      <CopyButton className="self-end" text={text} label="Copy the chat template" />
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        tabIndex={0}
        className="max-h-96 overflow-auto whitespace-pre-wrap break-words rounded-md bg-surface-2 p-3 font-mono text-sm"
      >
        {text}
      </pre>
    </Expander>
  );
}

const fromWords = (from: string): string =>
  from === "nowhere" ? "Nothing tells its architecture." : `The architecture is from ${from}.`;
