import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { get, group, post, respond, url } from "quintet/http";
import { datetime, int, json, list, shape, text } from "quintet/schema";
import { inProcess } from "./in-process.ts";

const line = shape({ unitPrice: int({ min: 1 }), extraData: json().optional() });
const order = shape({ orderedAt: datetime(), orderLines: list(json(line)) });

const addOrder = post(
  "/orders/:orderId",
  { params: { orderId: int() }, body: order, response: { orderId: int(), made: json(order) } },
  ({ params, body }) => ({ ...params, made: { ...body, secret: 1 } }),
);
const findOrders = get(
  "/orders",
  { query: { pageSize: int().default(10), sortBy: text().optional() } },
  ({ query }) => ({ pageSize: query.pageSize, sortedBy: query.sortBy ?? null }),
);

const AT = "2026-11-20T09:00:00.000Z";
const data = { keptAs_it: { isData: 1 } };

describe("the names of the wire", () => {
  test("are snake_case: code sends and gets its own names", async () => {
    await using site = await inProcess([addOrder]);
    const body = { ordered_at: AT, order_lines: [{ unit_price: 2, extra_data: data }] };
    const { status, json } = await site.send("POST", "/orders/7", body);
    assert.deepEqual([status, json], [200, { order_id: 7, made: body }]);
  });

  test("are as in the code where the app says so, or a group or a route for itself", async () => {
    const body = { orderedAt: AT, orderLines: [{ unitPrice: 2 }] };
    const camel = { naming: "camelCase" } as const;
    const own = post("/own", { ...addOrder.options, params: {}, ...camel }, ({ body }) => ({
      orderId: 7,
      made: body,
    }));
    for (const [routes, options, path] of [
      [[addOrder], camel, "/orders/7"],
      [[group("/camel", camel, [addOrder])], {}, "/camel/orders/7"],
      [[group("/snake", { naming: "snake_case" }, [own])], {}, "/snake/own"],
    ] as const) {
      await using site = await inProcess(routes, options);
      const { status, json } = await site.send("POST", path, body);
      assert.deepEqual([status, json], [200, { orderId: 7, made: body }], path);
    }
  });

  test("are those in problems", async () => {
    await using site = await inProcess([addOrder, findOrders]);
    const body = { orderedAt: AT, order_lines: [{ unit_price: 0 }] };
    const { json } = await site.send("POST", "/orders/7", body);
    const paths = json.problems.map(({ path, hint = "" }: Record<string, string>) => [path, hint]);
    assert.deepEqual(Object.fromEntries(paths), {
      "order_lines.0.unit_price": "",
      orderedAt: "ordered_at",
      ordered_at: "",
    });
    const query = await site.get("/orders?pageSize=5");
    assert.equal(query.status, 400);
    assert.equal(query.json.problems[0].hint, "page_size");
  });

  test("are not given to answers that declare nothing, and not to those that are made by hand", async () => {
    const made = get("/made", { response: { isOpen: int() } }, () => respond({ isOpen: 1 }));
    await using site = await inProcess([findOrders, made]);
    assert.deepEqual((await site.get("/orders?page_size=5&sort_by=age")).json, {
      pageSize: 5,
      sortedBy: "age",
    });
    assert.deepEqual((await site.get("/made")).json, { isOpen: 1 });
  });

  test("are those that a lax route picks from its query, and those of reverse addresses", async () => {
    const address = get("/address", () => url(findOrders, {}, { pageSize: 5, sortBy: "age" }));
    const lax = group("/lax", { unknownQuery: "ignore" }, [findOrders]);
    await using site = await inProcess([lax, address]);
    assert.equal((await site.get("/address")).text, "/lax/orders?page_size=5&sort_by=age");
    assert.equal((await site.get("/lax/orders?page_size=5&utm_source=mail")).json.pageSize, 5);
  });

  test("must differ: two fields of one name keep the app from starting", async () => {
    const clash = post(
      "/clash",
      { body: { inner: json(shape({ aB: int(), a_b: int() })) } },
      () => {},
    );
    await assert.rejects(
      async () => inProcess([clash]),
      /POST \/clash: The fields "aB" and "a_b" are both "a_b" on the wire\./,
    );
    await using site = await inProcess([group("", { naming: "camelCase" }, [clash])]);
    assert.equal((await site.send("POST", "/clash", { inner: { aB: 1, a_b: 2 } })).status, 204);
  });
});
