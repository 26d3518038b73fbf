import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { app } from "quintet/app";
import { silentLog } from "quintet/core";
import { database } from "quintet/db";
import { http, serverOf } from "quintet/http";
import { temporaryDatabase } from "quintet/testing";
import { fillRich, richModules } from "../api/rich-app.ts";
import { noBrowser, openBrowser } from "./chromium.ts";

async function withPage(
  options: object,
  use: (page: Page, complaints: string[], addresses: string[]) => Promise<void>,
): Promise<void> {
  await using place = await temporaryDatabase("sqlite:./x.db");
  await fillRich(place.url);
  const modules = [
    database({ url: place.url }),
    http({ port: 0, requestLog: false }),
    ...richModules,
  ];
  await using running = await app({ modules, log: silentLog }).start();
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext(options)).newPage();
    const complaints: string[] = [];
    const addresses: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => addresses.push(request.url()));
    await page.goto(`${serverOf(running).origin}/docs/api`);
    await use(page, complaints, addresses);
  } finally {
    await browser.close();
  }
}

test(
  "the page of the API finds operations and sends requests, with nothing from elsewhere",
  { skip: noBrowser },
  async () => {
    await withPage({}, async (page, complaints, addresses) => {
      await page.fill("#filter", "delete");
      assert.equal(await page.textContent("#found"), "4 of 27");
      assert.equal(await page.locator(".operation:visible").count(), 4);
      await page.fill("#filter", "");
      await page.click('#toc a[href="#op-articles-list"]');
      await page.fill('#op-articles-list input[name="page_size"]', "2");
      await page.click("#op-articles-list button");
      await page.waitForSelector("#op-articles-list pre");
      assert.match((await page.textContent("#op-articles-list .result"))!, /^200 OK.*"count": 5/s);
      await page.click("#credentials summary");
      await page.fill("#headers", "x-trace: 018f3f6e-7b1c-7c3a-9d7e-0123456789ab");
      await page.click('#toc a[href="#op-whoami"]');
      await page.click("#op-whoami button");
      await page.waitForSelector("#op-whoami pre");
      assert.match((await page.textContent("#op-whoami .result"))!, /"trace": "018f3f6e/);
      assert.deepEqual(complaints, []);
      const { origin } = new URL(page.url());
      assert.deepEqual(
        addresses.filter((one) => !one.startsWith(origin) && !one.startsWith("data:")),
        [],
      );
    });
  },
);

for (const [name, options] of Object.entries({
  "narrow and light": { viewport: { width: 360, height: 700 } },
  "wide and dark": { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
})) {
  test(
    `the page of the API, ${name}: everything has a name, can be read and fits`,
    { skip: noBrowser },
    async () => {
      await withPage(options, async (page) => {
        await page.evaluate(
          "for (const one of document.querySelectorAll('details')) one.open = true",
        );
        assert.equal(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0);
        const nameless = "input:not([id]), textarea:not([id]), button:empty, a:empty";
        assert.equal(await page.locator(nameless).count(), 0);
        const unlabelled = await page.evaluate(
          "[...document.querySelectorAll('input, textarea')].filter((one) => one.labels.length === 0).length",
        );
        assert.equal(unlabelled, 0);
        const twice =
          "(() => { const all = [...document.querySelectorAll('[id]')].map((one) => one.id); return all.filter((id, at) => all.indexOf(id) !== at); })()";
        assert.deepEqual(await page.evaluate(twice), []);
        assert.deepEqual(await page.evaluate(PALE), []);
      });
    },
  );
}

/** Texts whose contrast with what is behind them is less than 4.5 to 1 (WCAG 2, AA). */
const PALE = `(() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((part) => {
      const value = part / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/rgba\\(.*, 0\\)/.test(backgroundColor)) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const pale = new Set();
  for (const one of document.querySelectorAll("body *")) {
    if (one.matches("script, style") || ![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) pale.add(one.tagName + "." + one.className);
  }
  return [...pale];
})()`;
