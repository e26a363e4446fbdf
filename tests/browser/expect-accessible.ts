import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

type Looked = {
  what?: string;
  themes?: readonly ("light" | "dark")[];
  /** Whether the same was held against all rules just before, in other colours. */
  isRecoloured?: boolean;
};

const rulesOfColours = ["color-contrast", "link-in-text-block"];

/** Holds what is shown, with nothing on it in motion, against the rules of access. */
export async function expectAccessible(
  page: Page,
  { what = "the page", themes = ["light"], isRecoloured = false }: Looked = {},
): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // No page here holds a frame, so one call does; what is in order is not told element by element.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
    if (isRecoloured) axe.withRules(rulesOfColours);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    expect.soft(found, `${what}, ${colorScheme}, has no violation of the rules of access`).toEqual([]);
  }
}
