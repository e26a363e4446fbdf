// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import { EditSave } from "#components/registry/edit-save.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("what is shown is what is run, whatever the registry has become meanwhile", async () => {
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
  const about = { title: "Save", verb: "Save", changes: [], onClose: () => {}, onReturn: () => {} };
  const commands = [{ command: "set-roles", input: { name: "tiny", drop: ["chat"] } }];
  const more = [...commands, { command: "set-meta", input: { name: "tiny", notes: "x" } }];
  const shown = (wanted: typeof more | typeof commands) => (
    <ToastProvider>
      <EditSave {...about} commands={wanted} />
    </ToastProvider>
  );
  const { rerender } = render(shown(commands));
  rerender(shown(more));
  expect(screen.getByText("1 command, with a backup of the registry first.")).toBeTruthy();
});

test("what is refused of an edit is said once, in words, and sends nobody to a field that is not wrong", async () => {
  const why = "A role is one word.";
  const error = {
    code: "bad-input",
    message: `set-roles was not understood. drop.0: ${why}`,
    hint: "Correct the fields named and send it again.",
    issues: [{ path: "drop.0", message: why }],
  };
  vi.stubGlobal("fetch", async () => Response.json({ error }, { status: 400 }));
  const commands = [{ command: "set-roles", input: { name: "tiny", drop: ["two words"] } }];
  render(
    <SWRConfig value={{ provider: () => new Map() }}>
      <ToastProvider>
        <EditSave
          title="Save 1 change of tiny"
          verb="Save 1 change"
          commands={commands}
          changes={[]}
          onClose={() => {}}
          onReturn={() => {}}
        />
      </ToastProvider>
    </SWRConfig>,
  );
  await screen.findByText(`“two words”: ${why}`);
  expect(screen.getAllByText(new RegExp(why))).toHaveLength(1);
  expect(document.body.textContent).not.toContain("drop.0");
  expect(document.body.textContent).not.toContain("fields");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save 1 change" }).disabled).toBe(true);
});
