import { createServer } from "node:http";

/** Serves one large file and any number of small ones from memory, with ranges, as fast as Node can. */
const block = Buffer.alloc(1024 * 1024);
for (let at = 0; at < block.length; at += 4) block.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
const [largeBytes = 0, smallBytes = 0] = process.argv.slice(2).map(Number);

const server = createServer((request, response) => {
  const total = request.url === "/large" ? largeBytes : smallBytes;
  const [, first = "0", last = ""] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  const [from, to] = [Number(first), last === "" ? total : Number(last) + 1];
  const range = request.headers.range ? { "content-range": `bytes ${from}-${to - 1}/${total}` } : {};
  const headers = { ...range, "content-length": to - from, "accept-ranges": "bytes", etag: '"bench"' };
  response.writeHead(request.headers.range ? 206 : 200, headers);
  let at = from;
  const pour = (): void => {
    while (at < to) {
      const place = at % block.length;
      const piece = block.subarray(place, Math.min(block.length, place + to - at));
      at += piece.length;
      if (!response.write(piece)) {
        response.once("drain", pour);
        return;
      }
    }
    response.end();
  };
  pour();
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);
});
