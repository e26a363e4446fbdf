// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { ServedModelLine } from "#components/backends/served-model-line.tsx";
import { backendNamed, loadedNamed, modelNamed } from "./sample-backend.ts";

afterEach(cleanup);

const model = modelNamed("qwen/qwen3-8b", { bytes: 5e9 });
const capabilities = ["load", "unload"] as const;

test("3.7 choosing a model is asking for its load; while it loads that cannot be asked again, and its line says how far it is", async () => {
  const wish = vi.fn();
  const studio = backendNamed("Studio", { kind: "lmstudio", capabilities: [...capabilities] });
  const lineOf = (backend: typeof studio) => (
    <ServedModelLine
      {...{ backend, model, isStarred: false, onStar: vi.fn(), onShow: vi.fn() }}
      onWish={wish}
    />
  );
  const { rerender } = render(lineOf(studio));
  await userEvent.click(screen.getByRole("button", { name: "Load qwen/qwen3-8b" }));
  expect(wish).toHaveBeenCalledWith(
    expect.objectContaining({ command: "backend-load", input: expect.objectContaining({ model: model.id }) }),
  );
  const loading = loadedNamed(model.id, { state: "loading", progress: 0.62 });
  rerender(lineOf({ ...studio, loaded: [loading] }));
  expect(screen.getByText("Loading 62 %")).toBeDefined();
  expect(screen.queryByRole("button", { name: /^Load / })).toBeNull();
  rerender(lineOf({ ...studio, loaded: [loadedNamed(model.id)] }));
  expect(screen.getByText("In memory")).toBeDefined();
  expect(screen.getByRole("button", { name: "Unload qwen/qwen3-8b" })).toBeDefined();
});
