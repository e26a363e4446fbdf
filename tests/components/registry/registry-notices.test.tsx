// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { isNothingRead, RegistryNotices } from "#components/registry/registry-notices.tsx";

afterEach(cleanup);

const some = { entries: 3, bytes: 30 };
const none = { entries: 0, bytes: 0 };

const problem = (name: string) => ({
  file: "model_registry.curated.json",
  name,
  message: `The entry ${name} is malformed at roles.`,
  hint: "Correct the key.",
});

describe("what is wrong with the registry", () => {
  it("takes no room while nothing is", () => {
    const { container } = render(<RegistryNotices problems={[]} all={some} />);
    expect(container.textContent).toBe("");
  });

  it("is said with the way out, the first in full and the others one press away", () => {
    render(<RegistryNotices problems={["a", "b", "c", "d", "e"].map(problem)} all={some} />);
    expect(screen.getByText("5 problems in the registry's files")).toBeDefined();
    expect(screen.getByText(/entry a is malformed/).closest("details")).toBeNull();
    expect(screen.getByText(/entry e is malformed/).closest("details")?.open).toBe(false);
    expect(screen.getByText("Show 4 more problems")).toBeDefined();
    expect(screen.getByRole("link", { name: "Open backups" }).getAttribute("href")).toBe(
      "/maintenance/backups",
    );
  });

  it("never lists more than a page can bear, and says how many there are beyond", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => problem(`m${index}`));
    render(<RegistryNotices problems={many} all={some} />);
    expect(screen.getAllByRole("listitem", { hidden: true })).toHaveLength(100);
    expect(screen.getByText("9,900 problems beyond these.")).toBeDefined();
  });

  it("says why nothing can be changed", () => {
    render(<RegistryNotices problems={[]} all={some} readOnly="The lock file belongs to another machine." />);
    expect(screen.getByText("The registry can only be read now.")).toBeDefined();
    expect(screen.getByText("The lock file belongs to another machine.")).toBeDefined();
  });

  it("says it once where that is one of its problems, with all the ways out of the others", () => {
    const newer = {
      file: "model_registry.discovered.json",
      message: "It is written in schema 99.",
      hint: "Update Modeldeck.",
      isNewer: true as const,
    };
    const view = render(
      <RegistryNotices problems={[newer, problem("a")]} all={some} readOnly={newer.message} />,
    );
    expect(view.container.textContent?.match(/schema 99/g)).toHaveLength(1);
    expect(screen.getByText("The registry can only be read now.")).toBeDefined();
    expect(screen.getByRole("link", { name: "Check its health" })).toBeDefined();
    expect(screen.queryByRole("link", { name: "Open backups" })).toBeNull();
  });

  it("is one error with its hint where nothing could be read, and no word of an empty registry", () => {
    const torn = {
      file: "model_registry.curated.json",
      message: "It is not JSON.",
      hint: "Repair the file.",
    };
    const state = { problems: [torn], readOnly: torn.message, all: none };
    render(<RegistryNotices {...state} />);
    expect(screen.getByText("The registry cannot be read.")).toBeDefined();
    expect(screen.getAllByText("It is not JSON. Repair the file.")).toHaveLength(1);
    expect(isNothingRead(state)).toBe(true);
    expect(isNothingRead({ problems: [], all: none })).toBe(false);
    expect(isNothingRead({ ...state, all: some })).toBe(false);
  });
});
