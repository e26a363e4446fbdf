import { setRoles as setting } from "#lib/registry/operations/set-roles.ts";
import { edit } from "../edit.ts";
import type { Handler } from "./index.ts";

export const setRoles: Handler<"set-roles"> = (input, session) => {
  const { name, more = [], roles, add, drop, clear, priority, was } = input;
  const names = [name, ...more];
  const operation = setting({ names, roles, add, drop, clear, priority, was });
  return edit({ name: "set-roles", input, operation, names, noun: "roles" }, session);
};
