import type { OutgoingHttpHeaders } from "node:http";
import { createGzip } from "node:zlib";
import { type Exchange, sendHeader, sendText } from "./exchange.ts";
import { untilLeft } from "./faults.ts";
import { type FileContent, gather, type Pieces } from "./file-content.ts";
import { generatedBytes } from "./generated-bytes.ts";
import type { HubFault } from "./hub-shapes.ts";
import { wantedRange } from "./wanted-range.ts";

type Sending = {
  file: Pick<FileContent, "bytes" | "read">;
  etag: string;
  headers: OutgoingHttpHeaders;
  fault?: HubFault | undefined;
};

/** What `longer` sends beyond the end. */
const surplusBytes = 64 * 1024;
/** What is gathered into one write with the header. */
const oneWriteBytes = 64 * 1024;
const anotherSeed = 4711;

/** Answers with a file or the part of it that is asked for, spoiled where a fault says so. */
export async function sendContent(exchange: Exchange, sending: Sending): Promise<void> {
  const { file, etag, headers, fault } = spoiled(sending);
  const { request, record, response } = exchange;
  const asked = fault?.kind === "ignore-range" ? {} : request.headers;
  const range = wantedRange(asked, etag, file.bytes);
  const all = { ...headers, ETag: etag, "Accept-Ranges": "bytes" };
  if (range === "beyond") {
    sendText(exchange, 416, "Requested range not satisfiable", { "Content-Range": `bytes */${file.bytes}` });
    return;
  }
  const { from, to } = range === "whole" ? { from: 0, to: file.bytes } : range;
  const part = range === "whole" ? {} : { "Content-Range": `bytes ${from}-${to - 1}/${file.bytes}` };
  if (fault?.kind === "gzip") {
    sendHeader(exchange, 200, { ...all, "Content-Encoding": "gzip" });
    await pour(exchange, zipped(file.read(0, file.bytes)));
    response.end();
    return;
  }
  const size = fault?.kind === "longer" ? {} : { "Content-Length": to - from };
  sendHeader(exchange, range === "whole" ? 200 : 206, { ...all, ...part, ...size });
  if (record.method === "HEAD") response.end();
  else if (fault === undefined && to - from <= oneWriteBytes) {
    const body = await gather(file.read(from, to));
    record.bytes += body.length;
    response.end(body);
  } else await sendBody(exchange, (a, b) => file.read(from + a, from + b), to - from, fault);
}

/** The faults that are those of another file: one with another tag, another length. */
function spoiled(sending: Sending): Sending {
  const { file, fault } = sending;
  if (fault?.kind === "wrong-length")
    return { ...sending, file: { bytes: Math.floor(file.bytes / 2), read: file.read } };
  if (fault?.kind !== "changed-etag") return sending;
  const read = (from: number, to: number) => generatedBytes(anotherSeed, from, to);
  return { ...sending, etag: `"changed-${sending.etag.slice(1)}`, file: { bytes: file.bytes, read } };
}

async function sendBody(
  exchange: Exchange,
  read: (from: number, to: number) => Pieces,
  bytes: number,
  fault: HubFault | undefined,
): Promise<void> {
  const { response, request } = exchange;
  const { kind, afterBytes, bytesPerSecond = 1 } = fault ?? {};
  const until = Math.min(bytes, afterBytes ?? (kind === "truncate" ? Math.floor(bytes / 2) : 0));
  if (kind === undefined) await pour(exchange, read(0, bytes));
  else await push(exchange, read(0, until));
  if (kind === "reset" || kind === "expired-url") request.socket.resetAndDestroy();
  else if (kind === "truncate") request.socket.destroySoon();
  else if (kind === "stall") await untilLeft(exchange);
  else if (kind === "trickle") await push(exchange, slowly(exchange, read(until, bytes), bytesPerSecond));
  else if (kind === "wrong-bytes") {
    await push(exchange, flipped(read(until, Math.min(bytes, until + 1))));
    await pour(exchange, read(until + 1, bytes));
  } else if (kind !== undefined) await pour(exchange, read(until, bytes));
  if (kind === "longer") await pour(exchange, generatedBytes(anotherSeed, 0, surplusBytes));
  if (!request.socket.destroyed && kind !== "truncate") response.end();
}

async function pour(exchange: Exchange, pieces: Pieces): Promise<void> {
  const { response, record } = exchange;
  for await (const piece of pieces) {
    if (response.destroyed) return;
    record.bytes += piece.length;
    if (!response.write(piece)) await drained(exchange);
  }
}

function drained({ response }: Exchange): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    }
    response.on("drain", done);
    response.on("close", done);
    if (response.destroyed) done();
  });
}

/** Sends all of it to the kernel before it returns, so that what follows strikes at the byte that was ordered. */
async function push(exchange: Exchange, pieces: Pieces): Promise<void> {
  const { response, record } = exchange;
  response.flushHeaders();
  for await (const piece of pieces) {
    if (response.destroyed) return;
    record.bytes += piece.length;
    await new Promise<void>((resolve) => {
      response.write(piece, () => resolve());
    });
  }
}

/** At a pace of so many bytes a second, in twenty steps of it or in single bytes. */
export async function* slowly(
  exchange: Exchange,
  pieces: Pieces,
  bytesPerSecond: number,
): AsyncGenerator<Buffer> {
  const step = Math.max(1, Math.round(bytesPerSecond / 20));
  for await (const piece of pieces)
    for (let at = 0; at < piece.length && !exchange.response.destroyed; at += step) {
      yield piece.subarray(at, at + step);
      await untilLeft(exchange, (1000 * step) / bytesPerSecond);
    }
}

async function* flipped(pieces: Pieces): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece.map((byte) => byte ^ 0xff));
}

async function* zipped(pieces: Pieces): AsyncGenerator<Buffer> {
  const gzip = createGzip();
  const filled = (async () => {
    for await (const piece of pieces) gzip.write(piece);
    gzip.end();
  })();
  yield* gzip;
  await filled;
}
