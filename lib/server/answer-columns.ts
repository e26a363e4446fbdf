import { gunzipSync } from "node:zlib";
import { type Asking, jsonBytes } from "./make-route.ts";

const kept = { "cache-control": "private, no-cache", vary: "Accept-Encoding" };

/** The browser keeps them and asks each time whether they are still so: that costs a line instead of a megabyte. */
export async function answerColumns({ console, request }: Asking): Promise<Response> {
  const { etag, gzipped } = await console.registryColumns();
  const headers = { ...kept, etag };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  if (/\bgzip\b/.test(request.headers.get("accept-encoding") ?? ""))
    return jsonBytes(gzipped, { headers: { ...headers, "content-encoding": "gzip" } });
  return jsonBytes(new Uint8Array(gunzipSync(gzipped)), { headers });
}
