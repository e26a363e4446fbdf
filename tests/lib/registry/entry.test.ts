import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const read = async (fields: object) => {
  const registry = await loadRegistry(await registryFolder({ discovered: [entryNamed("a", { ...fields })] }));
  return registry.entries[0];
};

test("a role that is listed twice or has no name is one role or none", async () => {
  expect((await read({ roles: ["chat", "chat", " Chat ", ""] }))?.roles).toEqual(["chat", "Chat"]);
});

test("a priority is found however its role is spelled, and the plain spelling counts first", async () => {
  const spelled = { roles: [" chat ", "code"], role_priority: { " chat ": 50, code: 10, "code ": 20 } };
  const entry = await read(spelled);
  expect(entry?.rolePriority).toEqual({ chat: 50, code: 10 });
  expect(entry?.raw.role_priority).toEqual(spelled.role_priority);
});

test("a size below nothing is no size", async () => {
  expect((await read({ download_size_bytes: -5 }))?.sizeBytes).toBeUndefined();
  expect((await read({ download_size_bytes: 0 }))?.sizeBytes).toBe(0);
});
