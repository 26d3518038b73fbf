import assert from "node:assert/strict";
import { after, test } from "node:test";
import { app, module } from "quintet/app";
import { silentLog } from "quintet/core";
import { get, http, serverOf } from "quintet/http";
import { int } from "quintet/schema";
import { noBrowser, openBrowser } from "./chromium.ts";
import { faultsOf } from "./faults.ts";

const browser = noBrowser === false ? await openBrowser() : undefined;
after(() => browser?.close());

const routes = [
  get("/boom", () => {
    throw new Error("it broke");
  }),
  get("/list", { query: { page: int() } }, () => []),
];

for (const width of [320, 1280]) {
  test(
    `the page of an error has its style and no faults, ${width} px wide`,
    {
      skip: noBrowser,
    },
    async () => {
      const modules = [http({ port: 0 }), module("site", { routes })];
      await using running = await app({ log: silentLog, modules }).start();
      const page = await browser!.newPage({ viewport: { width, height: 700 } });
      for (const path of ["/nope", "/boom", `/list?page=${"long".repeat(30)}`]) {
        await page.goto(`${serverOf(running).origin!}${path}`);
        const margin = await page.evaluate<string>("getComputedStyle(document.body).margin");
        assert.equal(margin, "0px", "the Content-Security-Policy lets the style through");
        assert.deepEqual(await faultsOf(page), [], path);
      }
      await page.close();
    },
  );
}
