// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SWRConfig } from "swr";
import { afterEach, expect, test } from "vitest";
import { EditPanel } from "#components/registry/edit-panel.tsx";
import { makeDetails } from "./make-details.ts";

afterEach(cleanup);

async function openServing(name: string, backendConfig: Record<string, unknown> = {}) {
  render(
    <SWRConfig value={{ revalidateOnMount: false, revalidateIfStale: false }}>
      <EditPanel
        details={makeDetails({ name, backendConfig })}
        isLeaving={false}
        onStay={() => {}}
        onLeave={() => {}}
      />
    </SWRConfig>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole("tab", { name: "Serving" }));
  await screen.findByRole("textbox", { name: "Host" });
  const field = (name: string) =>
    screen.getByRole<HTMLInputElement>("textbox", { name: new RegExp(`^${name}`) });
  const saidOf = (name: string) =>
    document.getElementById(field(name).getAttribute("aria-describedby") ?? "")?.textContent;
  const save = () => screen.findByRole<HTMLButtonElement>("button", { name: /^Save/ });
  return { user, field, saidOf, save };
}

test.each([
  ["Host", "evil.com/path", /^Say a name or an IP address alone/],
  ["Base URL", "gpu-1", /^Say the whole address/],
])("what is wrong with %s is said at its field, and keeps it from being saved", async (name, value, says) => {
  const { user, field, saidOf, save } = await openServing(`a model with another ${name}`);
  await user.type(field(name), value);
  expect(field(name).getAttribute("aria-invalid")).toBe("true");
  expect(saidOf(name)).toMatch(says);
  expect((await save()).disabled).toBe(true);
});

test("a host of the registry that is none stays as it is while something else is saved", async () => {
  const { user, field, saidOf, save } = await openServing("an old model", { host: "a b", port: 1 });
  expect(field("Host").value).toBe("a b");
  expect(saidOf("Host")).toMatch(/^Say a name/);
  await user.type(field("Port"), "2");
  expect((await save()).disabled).toBe(false);
});
