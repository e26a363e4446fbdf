/** Server-sent events. Nothing on the way may keep them back. */
export const stream = (body: ReadableStream<Uint8Array>): Response =>
  new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });

/** Text to look at, or to keep as a file. */
export const plainText = (body: ReadableStream<Uint8Array>, fileName?: string): Response =>
  new Response(body, {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...(fileName && {
        "content-disposition": `attachment; filename="${fileName.replace(/[^\w.-]/g, "_")}"`,
      }),
    },
  });
