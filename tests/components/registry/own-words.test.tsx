// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import { RoleFields } from "#components/registry/batch-role.tsx";
import { EditPanel } from "#components/registry/edit-panel.tsx";
import { api } from "#lib/paths.ts";
import { makeDetails } from "./make-details.ts";

vi.stubGlobal("fetch", async () => Response.json({ roles: [] }));
afterEach(cleanup);

/** What other models are called by. */
const facets = { role: [{ value: "Summary", count: 3 }], tag: [{ value: "Laptop", count: 3 }] };
const swr = {
  revalidateOnMount: false,
  revalidateIfStale: false,
  fallback: { [api.registry({ limit: 1 })]: { facets } },
};

function openDetails(name: string, more: Parameters<typeof makeDetails>[0] = {}) {
  render(
    <SWRConfig value={swr}>
      <EditPanel
        details={makeDetails({ name, roles: ["chat"], tags: ["quick"], ...more })}
        isLeaving={false}
        onStay={() => {}}
        onLeave={() => {}}
      />
    </SWRConfig>,
  );
  return userEvent.setup();
}

const saidOf = (field: HTMLElement) =>
  document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent;

test.each([
  ["Chat", "chat is there already."],
  ["a,b", "A role is one word of up to 64 letters, without spaces, “,” and “=”."],
  ["two words", "A role is one word of up to 64 letters, without spaces, “,” and “=”."],
])("%s is no role to be added, and why is said", async (typed, says) => {
  const user = openDetails(`no role ${typed}`);
  await user.click(screen.getByRole("tab", { name: "Roles" }));
  const field = await screen.findByRole("textbox", { name: "A role of your own" });
  await user.type(field, `${typed}{Enter}`);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(saidOf(field)).toBe(says);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Add" }).disabled).toBe(true);
  expect(screen.queryByText("1 unsaved change")).toBeNull();
});

test("a role is added as it is spelled already", async () => {
  const user = openDetails("another spelling");
  await user.click(screen.getByRole("tab", { name: "Roles" }));
  const field = await screen.findByRole("textbox", { name: "A role of your own" });
  await user.type(field, " summary");
  expect(saidOf(field)).toBe("summary is kept as Summary, as it is spelled already.");
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("textbox", { name: "Priority of Summary" })).toBeDefined();
});

test("tags stand there once, as they are spelled already", async () => {
  const user = openDetails("tagged");
  const field = await screen.findByRole<HTMLInputElement>("textbox", { name: "Tags" });
  await user.type(field, ", laptop,new,New");
  await user.tab();
  expect(field.value).toBe("quick, Laptop, new");
  expect(saidOf(field)).toContain("laptop is kept as Laptop, as it is spelled already.");
});

test("a model's own spelling of a tag stays where it is said once more, and can be changed", async () => {
  const user = openDetails("own tag", { tags: ["LAPTOP", "Big"] });
  const field = await screen.findByRole<HTMLInputElement>("textbox", { name: "Tags" });
  await user.type(field, ", Laptop, big");
  await user.tab();
  expect(field.value).toBe("LAPTOP, Big");
  await user.clear(field);
  await user.type(field, "big, laptop");
  await user.tab();
  expect(field.value).toBe("big, Laptop");
});

test("a role of a model's own stands for the usual one that only capitals set apart from it", async () => {
  const user = openDetails("own role", { roles: ["Chat"] });
  await user.click(screen.getByRole("tab", { name: "Roles" }));
  await screen.findByRole("button", { name: "Chat", pressed: true });
  expect(screen.queryByRole("button", { name: "chat" })).toBeNull();
  const field = screen.getByRole("textbox", { name: "A role of your own" });
  await user.type(field, "chat");
  expect(saidOf(field)).toBe("Chat is there already.");
  await user.clear(field);
  await user.click(screen.getByRole("button", { name: "Chat" }));
  await user.type(field, "chat{Enter}");
  expect(await screen.findByRole("textbox", { name: "Priority of chat" })).toBeDefined();
});

test("several models get a role as it is spelled already, and none that is no role", async () => {
  const onInput = vi.fn();
  render(
    <SWRConfig value={swr}>
      <RoleFields isBusy={false} onInput={onInput} />
    </SWRConfig>,
  );
  const user = userEvent.setup();
  const role = screen.getByLabelText("Role");
  await user.type(role, "CHAT");
  expect(saidOf(role)).toBe("CHAT is kept as chat; a model that spells it otherwise keeps its own.");
  await user.type(screen.getByLabelText("Priority"), "70");
  expect(onInput).toHaveBeenLastCalledWith({ add: ["chat"], priority: ["chat=70"] });
  await user.type(role, ",code");
  expect(onInput).toHaveBeenLastCalledWith(undefined);
  expect(saidOf(role)).toContain("A role is one word");
});
