// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { HubVariants } from "#components/hub/hub-variants.tsx";
import { useVariantChoice } from "#components/hub/use-variant-choice.ts";
import { emberVariants, makeAnalysis, withGpu } from "./make-analysis.ts";

afterEach(cleanup);

const installed = new Set(["Ember-Q8_0.gguf"]);

function Picker({ analysis }: { analysis: HubAnalysis }) {
  const choice = useVariantChoice(analysis);
  return (
    <>
      <HubVariants {...{ analysis, choice, installed }} onAgain={() => undefined} />
      <output aria-label="words">{choice.words.join(" ")}</output>
    </>
  );
}

const words = () => screen.getByRole("status", { name: "words" }).textContent;
const box = (name: string) => screen.getByRole("checkbox", { name });
const rowOf = (name: string) => within(box(name).closest("li") ?? document.body);

describe("the picker of weights", () => {
  it("has the recommended ones ticked, and says of each whether it fits the RAM where there is no GPU", () => {
    render(<Picker analysis={makeAnalysis(emberVariants)} />);
    expect(box("Q4_K_M")).toHaveProperty("checked", true);
    expect(rowOf("Q8_0").getByText("Fits RAM")).toBeDefined();
    expect(screen.queryByText(/Fits GPU/)).toBeNull();
    expect(screen.getByText(/RAM: 20 GB free, no GPU/)).toBeDefined();
    expect(words()).toBe("Q4_K_M");
  });

  it("ticks all, none and single ones, and shows the rest of a long group when asked", async () => {
    const user = userEvent.setup();
    render(<Picker analysis={makeAnalysis(emberVariants)} />);
    await user.click(screen.getByRole("button", { name: "None" }));
    expect(screen.getByText("Nothing is chosen.")).toBeDefined();
    await user.click(screen.getByRole("button", { name: "2 more of 4-bit" }));
    await user.click(box("Q4_0"));
    expect(words()).toBe("Q4_0");
    await user.click(screen.getByRole("button", { name: "All" }));
    expect(words()).toBe("");
    expect(screen.getByText(/^7 of 7 chosen/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Recommended" }));
    expect(words()).toBe("Q4_K_M");
  });

  it("says of those that are here already that they are", () => {
    render(<Picker analysis={makeAnalysis(emberVariants)} />);
    expect(rowOf("Q8_0").getByText("Installed")).toBeDefined();
    expect(rowOf("Q4_K_M").queryByText("Installed")).toBeNull();
  });

  it("chooses nothing in place of a quantisation that is not here, until the recommended one is asked for", async () => {
    const user = userEvent.setup();
    render(<Picker analysis={makeAnalysis(emberVariants, { named: "Q9_X", namesWeights: true })} />);
    expect(box("Q4_K_M")).toHaveProperty("checked", false);
    expect(screen.getByText("Nothing is chosen: there is no Q9_X here.")).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Recommended" }));
    expect(words()).toBe("Q4_K_M");
  });

  it("prices every row anew at once when the context is longer, and moves the recommendation with it", async () => {
    const user = userEvent.setup();
    render(<Picker analysis={makeAnalysis(emberVariants, { machine: withGpu(10e9) })} />);
    expect(rowOf("Q6_K").getByText("Recommended")).toBeDefined();
    await user.selectOptions(screen.getByRole("combobox", { name: "Context" }), "262144");
    expect(rowOf("Q6_K").getByText("Too big")).toBeDefined();
    expect(rowOf("Q6_K").queryByText("Recommended")).toBeNull();
    expect(screen.getByText("Nothing is chosen.")).toBeDefined();
  });

  it("shows how a verdict adds up", async () => {
    const user = userEvent.setup();
    render(<Picker analysis={makeAnalysis(emberVariants)} />);
    await user.click(screen.getByRole("button", { name: "How Q4_K_M fits" }));
    const table = within(screen.getByRole("table", { name: /What it takes/ }));
    expect(table.getByRole("rowheader", { name: "Weights" })).toBeDefined();
    expect(table.getByText(/32 layers × 8,192 tokens/)).toBeDefined();
    expect(table.getByText(/of 20 GB free in RAM/)).toBeDefined();
  });

  it("says of weights with a gap that they cannot be loaded, and never recommends them", () => {
    const gap = "1 of 4 parts is missing.";
    render(
      <Picker analysis={makeAnalysis([{ name: "m", quantization: "q4_k_m", bits: 4, bytes: 1e9, gap }])} />,
    );
    expect(screen.getByText(/It cannot be loaded as it is/)).toBeDefined();
    expect(box("Q4_K_M")).toHaveProperty("checked", false);
  });
});
