import assert from "node:assert/strict";
import { describe, test as plainTest } from "node:test";
import { action, openapi, resource } from "quintet/api";
import { app, module } from "quintet/app";
import { client } from "quintet/client";
import { silentLog } from "quintet/core";
import { database, everything, model, policy } from "quintet/db";
import { group, http, type HttpOptions, invalid, serverOf } from "quintet/http";
import { datetime, int, json, list, shape, text } from "quintet/schema";
import { appTest } from "quintet/testing";
import { postgres } from "../services.ts";

const SentLine = shape({ productId: int({ min: 1 }), dueAt: datetime().optional() });
const Contact = shape({
  firstName: text(),
  bornAt: datetime().optional(),
  extraData: json().optional(),
});

class Order extends model("order", {
  shippingCode: text(),
  contactPerson: json(Contact).nullable().default(null),
  otherPeople: list(json(Contact)).default([]),
}) {}

const sent: unknown[] = [];
const anybody = () => everything;
const orders = resource(Order, {
  policy: policy(Order, { read: anybody, create: anybody, update: anybody }),
  write: { orderLines: list(json(SentLine), { max: 3 }).optional() },
  bulk: true,
  create: ({ orderLines, ...input }) => {
    sent.push(orderLines);
    if (orderLines?.[0]?.productId === 9) throw invalid({ "orderLines.0.productId": "is gone" });
    return Order.create(input);
  },
  actions: {
    again: action
      .get("again")
      .on("one")
      .run(({ row }) => row),
  },
});
const appOf = (naming: "snake_case" | "camelCase", options: HttpOptions = {}) =>
  app({
    modules: [
      http({ requestLog: false, ...options }),
      database({ url: "sqlite::memory:" }),
      module("shop", { models: [Order], routes: [group("", { naming }, [orders])] }),
    ],
    log: silentLog,
  });

const AT = "2026-11-20T09:00:00.000Z";
const ann = { first_name: "Ann", born_at: AT, extra_data: { keptAs_it: { isData: 1 } } };
const body = {
  shipping_code: "A",
  contact_person: ann,
  other_people: [ann, { first_name: "Bob" }],
  order_lines: [{ product_id: 1, due_at: AT }],
};

for (const { url, missing } of [{ url: "sqlite::memory:", missing: false }, postgres]) {
  describe(`on ${url.split(":")[0]}`, { skip: missing }, () => {
    const test = appTest(appOf("snake_case"), { url });

    test("names inside of what is sent are those of the wire, and data without a shape stays", async ({
      client,
    }) => {
      sent.length = 0;
      const { order_lines: _, ...rest } = body;
      const made = await client.post("/orders", { json: body });
      const shown = { id: made.json.id, ...rest };
      const path = `/orders/${shown.id}`;
      assert.deepEqual([made.status, made.json], [201, shown]);
      assert.deepEqual(sent, [[{ productId: 1, dueAt: new Date(AT) }]]);
      const { contactPerson } = await Order.get(made.json.id);
      assert.deepEqual(Object.keys(contactPerson!).toSorted(), [
        "bornAt",
        "extraData",
        "firstName",
      ]);
      assert.deepEqual(contactPerson!.extraData, { keptAs_it: { isData: 1 } });
      assert.deepEqual((await client.get(path)).json, shown);
      assert.deepEqual((await client.get("/orders")).json.results, [shown]);
      assert.deepEqual((await client.get(`${path}/again`)).json, shown);
      const changed = await client.patch("/orders/bulk", {
        json: [{ id: shown.id, contact_person: { first_name: "Eve" } }],
      });
      assert.deepEqual(changed.json[0].contact_person, { first_name: "Eve" });
    });

    test("problems inside of what is sent have the names of the wire", async ({ client }) => {
      const problemsOf = async (lines: object[], path = "") => {
        const one = { shipping_code: "A", order_lines: lines };
        const json = path === "" ? one : [one];
        const answer = await client.post(`/orders${path}`, { json });
        return [answer.status, ...answer.json.problems.map((problem: any) => problem.path)];
      };
      const own = [400, "order_lines.0.product_id", "order_lines.0.productId"];
      assert.deepEqual(await problemsOf([{ productId: 1 }]), own);
      assert.deepEqual(await problemsOf([{ product_id: 0 }]), own.slice(0, 2));
      assert.deepEqual(await problemsOf([{ product_id: 9 }]), own.slice(0, 2));
      const inList = [400, "0.order_lines.0.product_id"];
      assert.deepEqual(await problemsOf([{ product_id: 0 }], "/bulk"), inList);
      assert.deepEqual(await problemsOf([{ product_id: 9 }], "/bulk"), inList);
      assert.equal(await Order.count(), 0);
    });

    test("the typed client sends and gets names of the code, inside of values too", async ({
      app,
    }) => {
      const server = serverOf(app);
      const shop = client<{ orders: typeof orders }>({
        url: "http://localhost",
        fetch: (request) => server.fetch(request),
      });
      const made = await shop.orders.create({
        shippingCode: "A",
        contactPerson: { firstName: "Ann", bornAt: new Date(AT) },
        orderLines: [{ productId: 1 }],
      });
      assert.deepEqual(made, {
        id: made.id,
        shippingCode: "A",
        contactPerson: { firstName: "Ann", bornAt: AT },
        otherPeople: [],
      });
    });
  });
}

const testCamel = appTest(appOf("camelCase"));
testCamel(
  "names inside of values are as in the code where the resource says so",
  async ({ client }) => {
    const value = { firstName: "Ann", bornAt: AT };
    const json = { shippingCode: "A", contactPerson: value, orderLines: [{ productId: 1 }] };
    const made = await client.post("/orders", { json });
    assert.deepEqual([made.status, made.json.contactPerson], [201, value]);
  },
);

plainTest("the document has the names that are taken and sent", async () => {
  for (const [naming, inner, inPerson] of [
    ["snake_case", ["product_id", "due_at"], ["first_name", "born_at", "extra_data"]],
    ["camelCase", ["productId", "dueAt"], ["firstName", "bornAt", "extraData"]],
  ] as const) {
    const document = openapi(appOf(naming)) as any;
    const { Order: shown, OrderCreate: taken } = document.components.schemas;
    const lines = taken.properties.order_lines ?? taken.properties.orderLines;
    assert.deepEqual(Object.keys(lines.items.properties), inner);
    for (const { properties } of [shown, taken]) {
      const person = properties.contact_person ?? properties.contactPerson;
      assert.deepEqual(Object.keys(person.properties), inPerson);
    }
  }
});

plainTest(
  "names that are one on the wire keep the app from starting, inside of values too",
  async () => {
    const clash = resource(Order, {
      policy: policy(Order, { create: anybody }),
      write: { lines: list(json(shape({ aB: int(), a_b: int() }))) },
    });
    const made = app({
      modules: [
        http(),
        database({ url: "sqlite::memory:" }),
        module("m", { models: [Order], routes: [clash] }),
      ],
      log: silentLog,
    });
    await assert.rejects(made.start(), (error: Error) => {
      assert.match(error.message, /api.resource|API_RESOURCE_INVALID/);
      assert.match(error.message, /"aB" and "a_b" are both "a_b"/);
      return true;
    });
  },
);
