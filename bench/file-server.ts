import { createServer, type Socket } from "node:net";

/**
 * Serves one large file and any number of small ones from memory, with ranges. It knows just enough HTTP, as a server
 * that takes longer than those who ask would be all that is measured: a small file is one write of prepared bytes.
 */
const block = Buffer.alloc(1024 * 1024);
for (let at = 0; at < block.length; at += 4) block.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
const [largeBytes = 0, smallBytes = 0] = process.argv.slice(2).map(Number);

type Range = { from: number; to: number; total: number };

function headOf({ from, to, total }: Range, isPart: boolean): Buffer {
  const status = isPart ? "206 Partial Content" : "200 OK";
  const range = isPart ? `content-range: bytes ${from}-${to - 1}/${total}\r\n` : "";
  const rest = `content-length: ${to - from}\r\naccept-ranges: bytes\r\netag: "bench"\r\n`;
  return Buffer.from(`HTTP/1.1 ${status}\r\n${range}${rest}\r\n`);
}

const smallRange = { from: 0, to: smallBytes, total: smallBytes };
const [small, smallPart] = [false, true].map((isPart) =>
  Buffer.concat([headOf(smallRange, isPart), block.subarray(0, smallBytes)]),
);

async function pour(socket: Socket, range: Range, isPart: boolean): Promise<void> {
  socket.write(headOf(range, isPart));
  for (let at = range.from; at < range.to && !socket.destroyed; ) {
    const place = at % block.length;
    const piece = block.subarray(place, Math.min(block.length, place + range.to - at));
    at += piece.length;
    if (socket.write(piece)) continue;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        socket.off("drain", go).off("close", go);
        resolve();
      };
      socket.on("drain", go).on("close", go);
    });
  }
}

async function answer(socket: Socket, request: string): Promise<void> {
  const [, first, last = ""] = /\r\nrange: *bytes=(\d+)-(\d*)/i.exec(request) ?? [];
  const isPart = first !== undefined;
  if (!request.startsWith("GET /large ")) {
    socket.write((isPart ? smallPart : small) ?? "");
    return;
  }
  const to = last === "" ? largeBytes : Number(last) + 1;
  await pour(socket, { from: Number(first ?? 0), to, total: largeBytes }, isPart);
}

const server = createServer({ noDelay: true }, (socket) => {
  let text = "";
  let isBusy = false;
  const go = async (): Promise<void> => {
    isBusy = true;
    socket.cork();
    for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
      const request = text.slice(0, end);
      text = text.slice(end + 4);
      if (request.startsWith("GET /large ")) socket.uncork();
      await answer(socket, request);
    }
    socket.uncork();
    isBusy = false;
  };
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
    if (!isBusy) void go();
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);
});
