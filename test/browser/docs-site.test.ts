import assert from "node:assert/strict";
import { after, test } from "node:test";
import { app } from "quintet/app";
import { silentLog } from "quintet/core";
import { http, serverOf } from "quintet/http";
import { docs } from "../../examples/showcase/docs/docs-module.ts";
import { noBrowser, openBrowser } from "./chromium.ts";
import { faultsOf, misfitsOf } from "./faults.ts";

const browser = noBrowser === false ? await openBrowser() : undefined;
after(() => browser?.close());

const NARROW = { width: 360, height: 900 };

test(
  "the documentation fits narrow windows, and can be read by anybody",
  { skip: noBrowser },
  async () => {
    await using running = await app({ log: silentLog, modules: [http({ port: 0 }), docs] }).start();
    const baseURL = serverOf(running).origin!;
    // The Content-Security-Policy keeps axe out as well.
    const context = await browser!.newContext({ baseURL, viewport: NARROW, bypassCSP: true });
    const page = await context.newPage();
    const faults: string[] = [];
    for (const path of ["/docs", "/docs/reference/api", "/docs/coming-from/django"]) {
      await page.goto(path);
      faults.push(...(await misfitsOf(page)));
    }
    await page.goto("/docs/guides/models");
    faults.push(...(await faultsOf(page)));
    assert.deepEqual(faults, []);
    await context.close();
  },
);

test("its colours come from its own style sheet alone", { skip: noBrowser }, async () => {
  await using running = await app({ log: silentLog, modules: [http({ port: 0 }), docs] }).start();
  const page = await browser!.newPage();
  const asked: string[] = [];
  page.on("console", (message) => asked.push(message.text()));
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${serverOf(running).origin}/docs/guides/models`);
  assert.deepEqual(asked, ["/docs/guides/models", "/docs/static/docs.css"]);
  await page.close();
});
