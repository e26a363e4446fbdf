import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { serveSockets } from "./serve-sockets.ts";
import type { TestProxy } from "./start-proxy.ts";

const version = 5;
const [noAccount, byAccount, noMethod] = [0x00, 0x02, 0xff];
const [byAddress, byName] = [1, 3];

/** A proxy that speaks SOCKS5 (RFC 1928), which may ask for a name and a password (RFC 1929), and keeps a list. */
export async function startSocks(account?: { name: string; password: string }): Promise<TestProxy> {
  const asked: TestProxy["asked"] = [];
  const serve = async (socket: Socket): Promise<void> => {
    if (!(await isLetIn(socket, account))) {
      asked.push({ to: "", status: 407 });
      socket.end();
      return;
    }
    const { host, port } = placeIn(await nextFrom(socket));
    asked.push({ to: `${host}:${port}`, status: 200 });
    const further = connect(port, host, () => {
      socket.write(Buffer.from([version, 0, 0, byAddress, 127, 0, 0, 1, 0, 0]));
      further.pipe(socket).pipe(further);
    });
    further.on("error", () => socket.destroy());
  };
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    serve(socket).catch(() => socket.destroy());
  });
  return { url: await serveSockets(server, "socks5"), asked };
}

/** Who asks waits for each answer, so that what comes at once is one question. */
async function nextFrom(socket: Socket): Promise<Buffer> {
  const [bytes] = await once(socket, "data");
  return bytes;
}

async function isLetIn(socket: Socket, account: { name: string; password: string } | undefined) {
  const methods = (await nextFrom(socket)).subarray(2);
  const due = account === undefined ? noAccount : byAccount;
  const isOffered = methods.includes(due);
  socket.write(Buffer.from([version, isOffered ? due : noMethod]));
  if (!isOffered || account === undefined) return isOffered;
  const said = await nextFrom(socket);
  const isRight = said.equals(Buffer.from([1, ...counted(account.name), ...counted(account.password)]));
  socket.write(Buffer.from([1, isRight ? 0 : 1]));
  return isRight;
}

const counted = (text: string): number[] => [Buffer.byteLength(text), ...Buffer.from(text)];

function placeIn(question: Buffer): { host: string; port: number } {
  const isName = question[3] === byName;
  const end = isName ? 5 + (question[4] ?? 0) : 8;
  const host = isName ? question.toString("latin1", 5, end) : question.subarray(4, end).join(".");
  return { host, port: question.readUInt16BE(end) };
}
