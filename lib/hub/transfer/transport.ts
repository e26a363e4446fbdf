import type { IncomingHttpHeaders } from "node:http";
import type { Pipeline, PipelineMeans } from "./pipeline.ts";
import type { Errand } from "./read-answers.ts";

export type AnswerHead = { status: number; headers: Readonly<Record<string, string>> };

/** Who takes an answer. Throwing from either function ends the request with that very error. */
export type Taker = {
  head(answer: AnswerHead): void;
  /** The bytes are only lent for the time of the call. Nothing more comes until a promise has settled. */
  bytes(chunk: Uint8Array): Promise<void> | undefined;
  /** Where the next bytes had best lie; a reader that is able to puts them there. */
  room?(): Uint8Array | undefined;
};

export type GetRequest = {
  url: string;
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
};

/** Fetches. It settles when the whole body that was announced has been taken, and never follows a redirect. */
export type Transport = {
  get(request: GetRequest, taker: Taker): Promise<void>;
  /** A connection for many small things in a row, where the way to that address allows one. */
  pipeline?<One extends Errand>(url: string, means: PipelineMeans<One>): Pipeline | undefined;
  close(): void;
};

/** A header that came twice is none that could be trusted, so both are kept and match nothing. */
export function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]],
  );
  return Object.fromEntries(entries);
}
