import type { ServerEvent } from "./backend-http.ts";

/** Server-sent events out of lines, as the standard reads them; what breaks off in the middle is none. */
export async function* toServerEvents(
  lines: AsyncIterable<string>,
  tooLong: () => Error,
  bytesMax: number,
): AsyncGenerator<ServerEvent> {
  let event = "";
  let said: string[] = [];
  let length = 0;
  for await (const line of lines) {
    if (line === "") {
      if (said.length > 0) yield { event: event || "message", data: said.join("\n") };
      event = "";
      said = [];
      length = 0;
      continue;
    }
    const [, field = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === "event") event = value;
    if (field !== "data") continue;
    said.push(value);
    // An empty one takes room too.
    length += value.length + 1;
    if (length > bytesMax) throw tooLong();
  }
}
