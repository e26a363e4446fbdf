import { inNamedRegistry } from "./in-named-registry.ts";
import { toVisible } from "./visible-text.ts";

type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** A piece of a line. What comes from outside cannot bring colours or control characters along. */
export type Part = string | { text: string; style: Style };

const codes: Record<Style, readonly [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

export const styled = (style: Style, text: string): Part => ({ text, style });
export const textOfPart = (part: Part): string => (typeof part === "string" ? part : part.text);

/** Where a command speaks: people read lines, programs read one JSON document, never both. */
export type Printer = {
  line: (...parts: Part[]) => void;
  json: (value: unknown) => void;
  /** A remark beside the output, on stderr; not part of what was asked for. */
  note: (...parts: Part[]) => void;
  /** Words that may name commands to be typed next, as those are typed for the registry in use. */
  toType: (words: string) => string;
  speaksJson: boolean;
  /** Cells of the terminal; without a terminal there is no end to a line. */
  width: number;
};

type Stream = Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean; columns?: number };
type Printing = {
  stdout: Stream;
  stderr: Stream;
  env: NodeJS.ProcessEnv;
  json: boolean;
  registryDir?: string | undefined;
};

export function makePrinter({ stdout, stderr, env, json, registryDir }: Printing): Printer {
  const hasColour = (stream: Stream) => stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  return {
    line: (...parts) => {
      if (!json) stdout.write(`${render(parts, hasColour(stdout))}\n`);
    },
    json: (value) => {
      if (json) stdout.write(`${toAsciiJson(value)}\n`);
    },
    note: (...parts) => stderr.write(`${render(parts, hasColour(stderr))}\n`),
    toType: (words) => inNamedRegistry(words, registryDir),
    speaksJson: json,
    width: (stdout.isTTY && stdout.columns) || Number.POSITIVE_INFINITY,
  };
}

function render(parts: readonly Part[], hasColour: boolean): string {
  return parts
    .map((part) => {
      const text = toVisible(textOfPart(part));
      if (typeof part === "string" || !hasColour) return text;
      const [on, off] = codes[part.style];
      return `\u001b[${on}m${text}\u001b[${off}m`;
    })
    .join("");
}

/** Two spaces, and everything beyond ASCII escaped, as the original prints it. */
export const toAsciiJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
