import { expect, it } from "vitest";
import { openConsole } from "../../../support/open-console.ts";

const chat = (name: string, priority: number, more: object = {}) => ({
  ...{ name, backend: "vllm", roles: ["chat"], role_priority: { chat: priority } },
  ...more,
});

it("tells which model wins a role, and how each thing of a model stands", async () => {
  const { ask } = await openConsole({ entries: [chat("low", 10), chat("high", 90)] });
  const { roles } = await (await ask("/api/registry-roles?role=chat&role=ocr")).json();
  expect(roles).toMatchObject([
    {
      role: "chat",
      winner: "high",
      total: 2,
      contenders: [
        { name: "high", logicalOnly: true, installed: false },
        { name: "low", isAble: true },
      ],
    },
    { role: "ocr", why: "no model plays ocr", contenders: [] },
  ]);
  const [low, high] = await Promise.all(
    ["low", "high"].map(async (name) => (await ask(`/api/registry/${name}`)).json()),
  );
  expect(low.marks.roles).not.toBe(high.marks.roles);
  expect(low.marks.args).toBe(high.marks.args);
  expect((await ask("/api/registry-roles?colour=red")).status).toBe(400);
});
