import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** The answer to a header that breaks its own format's rules. */
export class HeaderRefusal extends ConsoleError {}

export function toHeaderRefusal(format: string, file: string, what: string): HeaderRefusal {
  return new HeaderRefusal("failed", `"${file}" is not a valid ${format} file: ${what}.`, {
    hint: "The file is damaged, incomplete or made to mislead. Download it again from a source you trust.",
  });
}
