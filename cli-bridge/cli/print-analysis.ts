import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { FitClass } from "#cli-bridge/protocol/memory-fit.ts";
import { toByteWords, toCountWords, toNumberWords } from "#lib/format.ts";
import { codeInFew } from "#lib/hub/plan/code-carried.ts";
import { fitWordsOf } from "#lib/weights/fit/fit-words.ts";
import { namedVariants } from "#lib/weights/fit/named-variants.ts";
import { type Part, type Printer, styled } from "./print.ts";
import { printTable } from "./table.ts";
import { cutTo } from "./visible-text.ts";

/** A path may be of thousands of letters; whoever needs it whole asks for JSON. */
const nameWidth = 160;

type Wish = { withFiles: boolean };

/** What a repository holds, as people read it: what it is, what there is to choose from, and what fits why. */
export function printAnalysis(print: Printer, analysis: HubAnalysis, { withFiles }: Wish): void {
  const { repo, revision, commit, chatTemplate } = analysis;
  print.line(styled("bold", `${repo} at ${revision}`), styled("dim", ` (${commit.slice(0, 12)})`));
  printFacts(print, analysis);
  for (const line of codeInFew(analysis.code, "--json")) print.line(styled("yellow", `code: ${line}`));
  for (const line of analysis.warnings) print.line(styled("yellow", `warning: ${line}`));
  printVariants(print, analysis);
  printFit(print, analysis);
  if (chatTemplate.source !== "none") {
    const where = chatTemplate.path ?? "the header of the weights";
    const { base } = chatTemplate;
    const compared = base && `, ${base.isSame ? "the same as" : "other than"} that of ${base.repo}`;
    const length = toNumberWords(chatTemplate.text?.length ?? 0);
    print.line(`Chat template: in ${where}, ${length} characters${compared ?? ""}`);
  }
  if (withFiles) printFiles(print, analysis);
}

function printFacts(print: Printer, { architecture, license, sizes, ...analysis }: HubAnalysis): void {
  const { name, parameters, contextLength, from } = architecture;
  const settings = analysis.critical.map(({ name: file, state }) => `${file} ${marks[state]}`);
  const facts: [string, string | undefined][] = [
    ["Type", [analysis.pipelineTag, analysis.library].filter(Boolean).join(", ") || undefined],
    ["Licence", license && [license.name, license.url].filter(Boolean).join("  ")],
    ["Gated", analysis.gated === false ? undefined : analysis.gated],
    [
      "Built as",
      name && `${name}${parameters ? `, ${toParameterWords(parameters)} parameters` : ""}  (${from})`,
    ],
    ["Context", contextLength === undefined ? undefined : `${toNumberWords(contextLength)} tokens at most`],
    ...analysis.formats.map(({ format, bytes, evidence }): [string, string] => [
      "Format",
      `${format} ${toByteWords(bytes)}  (${evidence.join("; ")})`,
    ]),
    [
      "Files",
      `${toCountWords(analysis.filesTotal, "file")}, ${toByteWords(sizes.total)}: ${sizeWordsOf(sizes)}`,
    ],
    ["Needed", settings.join("  ") || undefined],
  ];
  for (const [title, value] of facts) if (value) print.line(styled("dim", `${title.padEnd(9)} `), value);
}

const sizeWordsOf = ({ weights, settings, optional, largeOptional }: HubAnalysis["sizes"]): string =>
  [
    `weights ${toByteWords(weights)}`,
    `settings ${toByteWords(settings)}`,
    `optional ${toByteWords(optional)}`,
    ...(largeOptional > 0 ? [`large and optional ${toByteWords(largeOptional)}`] : []),
  ].join(", ");

const marks = { present: "✅", missing: "❌", "not needed": "– not needed" };

const toParameterWords = (count: number): string =>
  count >= 1e9
    ? `${(count / 1e9).toFixed(1).replace(/\.0$/, "")}B`
    : `${Math.max(1, Math.round(count / 1e6))}M`;

const icons: Record<FitClass, string> = {
  "fits-gpu": "✅",
  "fits-tight": "🟡",
  "partial-gpu": "🟠",
  "fits-ram": "🔵",
  "too-big": "❌",
};

function printVariants(print: Printer, { variants, extras, context }: HubAnalysis): void {
  print.line();
  if (variants.length > 0) printChoices(print, variants, context);
  for (const { kind, name, bytes } of extras)
    print.line(styled("dim", `${kind}: ${cutTo(name, nameWidth)}  ${toByteWords(bytes)}`));
}

function printChoices(print: Printer, variants: HubAnalysis["variants"], context: number): void {
  const rows = variants.map((variant): Part[] => {
    const { name, quantization, bits, bitsPerWeight, bytes, files, fit, recommended, gap } = variant;
    const said = `${icons[fit.class]} ${fitWordsOf(fit)}${recommended ? "  ★ recommended" : ""}`;
    return [
      ...[bits === undefined ? "-" : `${bits}-bit`, quantization?.toUpperCase() ?? "-", toByteWords(bytes)],
      ...[bitsPerWeight === undefined ? "-" : String(bitsPerWeight), String(files.length)],
      ...[gap === undefined ? said : styled("yellow", gap), cutTo(name, nameWidth)],
    ];
  });
  const right = { align: "right" } as const;
  printTable(
    print,
    [
      ...[{ title: "Bits" }, { title: "Quant" }, { title: "Size", ...right }],
      ...[
        { title: "Per weight", ...right },
        { title: "Files", ...right },
      ],
      ...[{ title: `Fit at ${toNumberWords(context)} tokens` }, { title: "Weights" }],
    ],
    rows,
  );
}

/** The arithmetic of one: of the weights that were named, else of those that are recommended. */
function printFit(print: Printer, { variants, named, machine }: HubAnalysis): void {
  const recommended = variants.find((each) => each.recommended);
  const variant = namedVariants(variants, named)[0] ?? recommended ?? variants[0];
  if (variant === undefined) return;
  const { fit, name } = variant;
  print.line();
  print.line(
    styled("bold", `${cutTo(name, nameWidth)}: ${fit.says}`),
    styled("dim", `  (confidence ${fit.confidence})`),
  );
  printTable(
    print,
    [{ title: "Memory" }, { title: "Takes", align: "right" }, { title: "How" }],
    [
      ...fit.rows.map(({ what, bytes, how }) => [what, toByteWords(bytes), how]),
      ["In all", toByteWords(fit.neededBytes), ""],
    ],
  );
  const free = [
    ...(machine.unified ? [] : machine.gpus.map(({ name: gpu, ...gpuBytes }) => freeWordsOf(gpu, gpuBytes))),
    freeWordsOf(machine.unified ? "Unified memory" : "RAM", machine.memory),
  ];
  print.line(styled("dim", free.join("; ")));
  for (const note of fit.notes) print.line(styled("dim", note));
}

function freeWordsOf(
  name: string,
  { freeBytes, totalBytes }: { freeBytes: number; totalBytes: number },
): string {
  return `${name}: ${toByteWords(freeBytes)} of ${toByteWords(totalBytes)} free now`;
}

function printFiles(print: Printer, { files, filesTotal }: HubAnalysis): void {
  print.line();
  const rows = files.map(({ path, bytes, role }) => [path, toByteWords(bytes), role]);
  printTable(print, [{ title: "File" }, { title: "Size", align: "right" }, { title: "For" }], rows);
  if (filesTotal > files.length) print.line(`and ${toNumberWords(filesTotal - files.length)} more`);
}
