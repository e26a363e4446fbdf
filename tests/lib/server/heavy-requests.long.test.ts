import { once } from "node:events";
import { expect, it } from "vitest";
import { halfOpen } from "../../support/half-open.ts";
import { openConsole } from "../../support/open-console.ts";

it("a client that never finishes its request is let go of, whether in its headers or in its body", async () => {
  const { port, ask } = await openConsole();
  const sockets = await halfOpen(port, 200);
  await Promise.all(sockets.map((socket) => (socket.closed ? undefined : once(socket.resume(), "close"))));
  expect((await ask("/api/health")).status).toBe(200);
});
