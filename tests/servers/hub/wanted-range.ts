import type { IncomingHttpHeaders } from "node:http";

/** The part that a request asks for: from, and up to but without `to`. */
export type Wanted = { from: number; to: number } | "whole" | "beyond";

/** RFC 9110, 14.2: one range is honoured, several and nonsense are answered with the whole. */
export function wantedRange(headers: IncomingHttpHeaders, etag: string, bytes: number): Wanted {
  const ifRange = headers["if-range"];
  if (typeof ifRange === "string" && ifRange !== etag) return "whole";
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? "") ?? [];
  if (first === "" && last === "") return "whole";
  if (first === "") return bytes === 0 ? "beyond" : { from: Math.max(0, bytes - Number(last)), to: bytes };
  const from = Number(first);
  if (last !== "" && Number(last) < from) return "whole";
  if (from >= bytes) return "beyond";
  return { from, to: last === "" ? bytes : Math.min(bytes, Number(last) + 1) };
}
