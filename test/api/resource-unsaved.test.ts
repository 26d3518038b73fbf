import assert from "node:assert/strict";
import { describe } from "node:test";
import { action, resource } from "quintet/api";
import { app, module } from "quintet/app";
import { silentLog } from "quintet/core";
import { bool, database, everything, model, policy, text } from "quintet/db";
import { http } from "quintet/http";
import { appTest } from "quintet/testing";
import { postgres } from "../services.ts";

class Page extends model("page", { title: text(), isGone: bool().default(false) }) {}

const anybody = () => everything;
const rules = { read: anybody, create: anybody, update: anybody, delete: anybody };
const shared = { policy: policy(Page, rules), bulk: true } as const;

const careless = resource(Page, {
  ...shared,
  path: "/careless",
  create: async (input) => (await Page.create(input)).assign({ title: "Other" }),
  update: (row, input) => {
    row.assign(input);
  },
  delete: (row) => {
    row.isGone = true;
  },
  actions: {
    rename: action
      .post("rename")
      .on("one")
      .run(({ row }) => {
        row.title = "Renamed";
        return { isDone: true };
      }),
    renameAll: action
      .post("rename-all")
      .on("many", { rule: "update" })
      .run(async ({ rows }) => (await rows).map((row) => row.assign({ title: "Renamed" }))),
    shout: action
      .get("shout")
      .on("one")
      .run(({ row }) => row.assign({ title: "LOUD" })),
    loud: action
      .get("loud")
      .on("one")
      .run(({ row }) => row.assign({ title: "LOUD" }).title),
  },
});
const empty = resource(Page, { ...shared, path: "/empty", create: () => undefined as never });
const fresh = resource(Page, { ...shared, path: "/fresh", create: (input) => new Page(input) });
const careful = resource(Page, {
  ...shared,
  path: "/careful",
  update: async (row, { title = "" }) => {
    await Page.where({ id: row.id }).update({ title: `${title}!` });
  },
  delete: async (row) => {
    row.title = "deleted";
    await row.delete();
  },
});
const site = app({
  modules: [
    http({ requestLog: false }),
    database({ url: "sqlite::memory:" }),
    module("pages", { models: [Page], routes: [careless, empty, fresh, careful] }),
  ],
  log: silentLog,
});

for (const { url, missing } of [{ url: "sqlite::memory:", missing: false }, postgres]) {
  describe(`on ${url.split(":")[0]}`, { skip: missing }, () => {
    const test = appTest(site, { url });

    for (const [what, method, path, json] of [
      ["an update", "PATCH", "/:id", { title: "B" }],
      ["a replacement", "PUT", "/:id", { title: "B" }],
      ["an update in a list", "PATCH", "/bulk", [{ id: 0, title: "B" }]],
      ["a deletion", "DELETE", "/:id", undefined],
      ["a deletion in a list", "DELETE", "/bulk", [0]],
      ["a creation", "POST", "", { title: "B" }],
      ["a creation in a list", "POST", "/bulk", [{ title: "B" }]],
      ["an action on one", "POST", "/:id/rename", undefined],
      ["an action on many", "POST", "/rename-all", undefined],
      ["an action that shows the row", "GET", "/:id/shout", undefined],
    ] as const) {
      test(`what ${what} leaves unsaved is an error that says so, and nothing is written`, async ({
        client,
      }) => {
        const { id } = await Page.create({ title: "A" });
        const sent = JSON.parse(JSON.stringify(json ?? null).replaceAll("0", String(id)));
        const answer = await client.send(method, `/careless${path.replace(":id", String(id))}`, {
          ...(json !== undefined && { json: sent }),
        });
        assert.deepEqual([answer.status, answer.json.code], [500, "API_ROW_UNSAVED"]);
        const rows = (await Page.all()).map(({ title, isGone }) => [title, isGone]);
        assert.deepEqual(rows, [["A", false]]);
      });
    }

    test("an action may read a row as it likes and show something else", async ({ client }) => {
      const { id } = await Page.create({ title: "A" });
      assert.equal((await client.get(`/careless/${id}/loud`)).text, "LOUD");
    });

    test("a hook that gives no row that is made is an error that says so", async ({ client }) => {
      for (const [path, code] of [
        ["/empty", "API_ROW_MISSING"],
        ["/empty/bulk", "API_ROW_MISSING"],
        ["/fresh", "API_ROW_UNSAVED"],
      ] as const) {
        const one = { title: "A" };
        const answer = await client.post(path, { json: path.endsWith("bulk") ? [one] : one });
        assert.deepEqual([answer.status, answer.json.code], [500, code], path);
      }
      assert.equal(await Page.count(), 0);
    });

    test("rows that a hook has written by a query or deleted are left alone", async ({
      client,
    }) => {
      const { id } = await Page.create({ title: "A" });
      const changed = await client.patch(`/careful/${id}`, { json: { title: "B" } });
      assert.deepEqual([changed.status, changed.json.title], [200, "B!"]);
      assert.equal((await client.delete(`/careful/${id}`)).status, 204);
      assert.equal(await Page.count(), 0);
    });
  });
}
