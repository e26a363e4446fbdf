// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ListInput } from "#components/command/list-input.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const choose = (text: string) =>
  fireEvent.change(screen.getByLabelText("File of this device"), {
    target: { files: [new File([text], "mine.json")] },
  });

test("M2.18 a list chosen in the browser is brought to the console, and its place there is said", async () => {
  const asked = vi.fn(async () => Response.json({ path: "/home/lists/1.json" }, { status: 201 }));
  vi.stubGlobal("fetch", asked);
  const said = vi.fn();
  render(<ListInput value="" onValue={said} />);
  choose('{"format":"modeldeck-models"}');
  await expect.poll(() => said.mock.calls).toEqual([["/home/lists/1.json"]]);
  expect(asked).toHaveBeenCalledWith(
    "/api/model-lists",
    expect.objectContaining({ method: "POST", body: '{"list":{"format":"modeldeck-models"}}' }),
  );
});

test("a file that is none is refused in place, and nothing is said for it", async () => {
  const said = vi.fn();
  render(<ListInput value="/kept.json" onValue={said} />);
  choose("GGUF");
  expect((await screen.findByRole("alert")).textContent).toBe(
    "mine.json is no list of models. Choose what export-models has printed.",
  );
  expect(said).not.toHaveBeenCalled();
});
