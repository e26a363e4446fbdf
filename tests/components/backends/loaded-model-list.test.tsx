// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { LoadedModelList } from "#components/backends/loaded-model-list.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { renderInApp } from "../render-in-app.tsx";
import { backendNamed, loadedNamed } from "./sample-backend.ts";

afterEach(cleanup);

test("a model in memory that is for embeddings is not offered for a chat; one of which nothing is said is", () => {
  const loaded = [
    loadedNamed("nomic-embed-text", { capabilities: ["embedding"] }),
    loadedNamed("qwen3:8b", { capabilities: ["completion", "embedding"] }),
    loadedNamed("phi4:14b"),
  ];
  renderInApp(
    <ToastProvider>
      <LoadedModelList
        backend={backendNamed("A", { loaded, capabilities: ["chat"] })}
        onWish={() => undefined}
      />
    </ToastProvider>,
  );
  const chats = screen.getAllByRole("button", { name: /^Chat with/ });
  expect(chats.map(({ title }) => title)).toEqual(["Chat with qwen3:8b", "Chat with phi4:14b"]);
});
