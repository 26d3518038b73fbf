import axe from "axe-core";
import type { Page } from "playwright-core";

/** What is wrong with a page: it does not fit, or axe finds something, in light or in dark. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults = await misfitsOf(page);
  await page.evaluate(axe.source);
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

/** Whether a page is wider than the window, or has moved since it was opened. */
export async function misfitsOf(page: Page): Promise<string[]> {
  const shift = await page.evaluate<number>(LAYOUT_SHIFT);
  const width = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  return [
    ...(shift === 0 ? [] : [`a layout shift of ${shift}`]),
    ...(width > 0 ? [`${width} px too wide`] : []),
  ];
}

/** The sum of all layout shifts, once the fonts are there. */
const LAYOUT_SHIFT = `document.fonts.ready.then(() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => resolve(sum)));
}))`;
