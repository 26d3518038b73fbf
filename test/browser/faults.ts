import axe from "axe-core";
import type { Page } from "playwright-core";

/** What is wrong with a page: it is wider than the window, or axe finds something, in light or in dark. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const width = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  const faults = width > 0 ? [`${width} px too wide`] : [];
  // What is dark differs in colours alone.
  const runs = { light: "axe.run()", dark: "axe.run({ runOnly: ['color-contrast'] })" } as const;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate<axe.AxeResults>(runs[colorScheme]);
    faults.push(
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${colorScheme}: ${id} at ${html}`),
      ),
    );
  }
  return faults;
}
