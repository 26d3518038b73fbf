import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { multipart, multipartParts, post, upload } from "quintet/http";
import type { UploadedFile } from "quintet/http";
import { int, shape, text } from "quintet/schema";
import { serve } from "./serve.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "quintet-test-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const picture = multipart({
  fields: { title: text({ min: 1, max: 20 }), year: int().optional() },
  files: {
    image: upload({ maxBytes: 1000, types: ["image/*"] }),
    notes: upload({ maxBytes: 500 }).list(2).optional(),
  },
});
let kept: UploadedFile | undefined;
let calls = 0;
const route = post("/pictures", { use: { picture } }, async ({ picture }) => {
  calls++;
  kept = picture.image;
  return {
    title: picture.title,
    year: picture.year,
    name: picture.image.name,
    type: picture.image.type,
    size: picture.image.size,
    text: await picture.image.text(),
    notes: picture.notes.map(({ name }) => name),
  };
});

function body(parts: Record<string, string | File | File[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    for (const one of [value].flat()) {
      if (typeof one === "string") data.append(name, one);
      else data.append(name, one);
    }
  }
  return data;
}

const png = (content: string, name = "a.png", type = "image/png"): File =>
  new File([content], name, { type });

async function temporary(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith("quintet-upload-"));
}

async function nothingLeft(): Promise<void> {
  for (let turn = 0; turn < 40 && (await temporary()).length > 0; turn++) await wait(25);
  assert.deepEqual(await temporary(), []);
}

test("fields are checked and converted, files are there until the request is over", async () => {
  await using app = await serve([route]);
  const answer = await app.fetch("/pictures", {
    method: "POST",
    body: body({
      title: "Ada ü",
      year: "1843",
      image: png("pixels ü"),
      notes: [png("1", "../../x.txt"), png("2", "b")],
    }),
  });
  assert.deepEqual(await answer.json(), {
    title: "Ada ü",
    year: 1843,
    name: "a.png",
    type: "image/png",
    size: 9,
    text: "pixels ü",
    notes: ["x.txt", "b"],
  });
  await nothingLeft();
  await assert.rejects(async () => kept!.bytes(), { code: "HTTP_UPLOAD_GONE" });
});

test("what is saved stays, and nothing is overwritten unasked", async () => {
  const save = post("/save", { use: { picture } }, async ({ picture }) => {
    await picture.image.save(join(folder, "kept.png"));
    return {};
  });
  await using app = await serve([save]);
  const send = async (content: string): Promise<Response> =>
    app.fetch("/save", { method: "POST", body: body({ title: "a", image: png(content) }) });
  assert.equal((await send("first")).status, 200);
  const second = await send("second");
  assert.equal(second.status, 409);
  assert.equal(((await second.json()) as { code: string }).code, "HTTP_UPLOAD_EXISTS");
  assert.equal(await readFile(join(folder, "kept.png"), "utf8"), "first");
  await nothingLeft();
});

test("all that is wrong with fields and files is told at once", async () => {
  await using app = await serve([route]);
  calls = 0;
  const answer = await app.fetch("/pictures", {
    method: "POST",
    body: body({
      title: "",
      year: "soon",
      image: png("x", "a.exe", "application/x-msdownload"),
      notes: [png("1"), png("2")],
    }),
  });
  assert.equal(answer.status, 400);
  const { code, problems } = (await answer.json()) as {
    code: string;
    problems: { path: string; code: string }[];
  };
  assert.equal(code, "SCHEMA_INVALID");
  assert.deepEqual(problems.map(({ path, code }) => `${path} ${code}`).toSorted(), [
    "image type",
    "title required",
    "year type",
  ]);
  assert.equal(calls, 0);
  await nothingLeft();
});

test("what is over a limit is 413, and nothing of it stays", async () => {
  await using app = await serve([route]);
  calls = 0;
  const large = png("x".repeat(1001));
  const cases: [FormData, RegExp][] = [
    [body({ title: "a", image: large }), /more than 1000 bytes/],
    [
      body({ title: "a", image: png("x"), notes: [png("1"), png("2"), png("3")] }),
      /more than 3 files/,
    ],
    [body({ title: "x".repeat(2_000_000) }), /its fields have more than 1048576 bytes/],
    [
      body(Object.fromEntries(["a", "b", "c"].map((name) => [name, "x".repeat(500_000)]))),
      /its fields have more than 1048576 bytes/,
    ],
    [
      body(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`f${n}`, "x"]))),
      /more than 100 fields/,
    ],
  ];
  for (const [data, message] of cases) {
    const answer = await app.fetch("/pictures", { method: "POST", body: data });
    assert.equal(answer.status, 413);
    const { code, detail } = (await answer.json()) as { code: string; detail: string };
    assert.equal(code, "HTTP_UPLOAD_TOO_LARGE");
    assert.match(detail, message);
  }
  const many = await app.fetch("/pictures", {
    method: "POST",
    body: body({ title: "a", image: [png("1"), png("2")] }),
  });
  assert.equal(many.status, 400, "two files for one input");
  const long = await app.fetch("/pictures", {
    method: "POST",
    body: body({ title: "a", image: png("1"), notes: [png("x".repeat(501))] }),
  });
  assert.equal(long.status, 400, "over the limit of its own input");
  assert.equal(calls, 0);
  await nothingLeft();
});

test("an empty file input is no file", async () => {
  await using app = await serve([route]);
  const answer = await app.fetch("/pictures", {
    method: "POST",
    body: body({ title: "a", image: new File([], "", { type: "application/octet-stream" }) }),
  });
  const { problems } = (await answer.json()) as { problems: { path: string; code: string }[] };
  assert.deepEqual(
    problems.map(({ path, code }) => [path, code]),
    [["image", "required"]],
  );
});

test("bodies that are no forms are refused, each with a clear 4xx", async () => {
  await using app = await serve([route]);
  const b = "multipart/form-data; boundary=b";
  const cases: [string | undefined, string, number][] = [
    ["application/json", "{}", 415],
    [undefined, "x", 415],
    ["multipart/mixed; boundary=b", "--b--", 415],
    ["multipart/form-data", "--b--", 400],
    [b, "", 400],
    [b, "no parts at all", 400],
    [b, '--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nabc', 400],
    [b, '--b\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\nabc', 400],
    [b, "--b\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--b--\r\n", 400],
    [b, `--b\r\n${"X-Long: y\r\n".repeat(5000)}\r\n\r\n--b--\r\n`, 400],
  ];
  for (const [type, content, status] of cases) {
    const answer = await app.fetch("/pictures", {
      method: "POST",
      body: Buffer.from(content),
      headers: type === undefined ? {} : { "content-type": type },
    });
    assert.equal(answer.status, status, `${type}: ${content.slice(0, 80)}`);
    await answer.text();
  }
  const still = await app.fetch("/pictures", {
    method: "POST",
    body: body({ title: "a", image: png("x") }),
  });
  assert.equal(still.status, 200);
  await nothingLeft();
});

test("a client that goes in the middle of a file leaves nothing behind", async () => {
  await using app = await serve([route]);
  calls = 0;
  const socket = connect(app.server.address!.port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(
    "POST /pictures HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n" +
      '--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\nabcdef',
  );
  for (let turn = 0; turn < 40 && (await temporary()).length === 0; turn++) await wait(10);
  assert.equal((await temporary()).length, 1);
  socket.destroy();
  await nothingLeft();
  assert.equal(calls, 0);
  assert.deepEqual(
    app.log.entries.filter(({ level }) => level === "error"),
    [],
  );
});

test("a handler may take the parts as they come and keep none", async () => {
  const count = post("/count", async ({ request }) => {
    const seen: string[] = [];
    for await (const part of multipartParts(request.raw, request.header("content-type") ?? "")) {
      if (part.kind === "field") {
        seen.push(`${part.name}=${part.value}`);
        continue;
      }
      let size = 0;
      for await (const chunk of part.stream) size += (chunk as Buffer).length;
      seen.push(`${part.name}:${size}`);
    }
    return seen;
  });
  await using app = await serve([count]);
  const data = body({ a: "1", file: png("x".repeat(300_000)), b: "2", other: png("y") });
  const answer = await app.fetch("/count", { method: "POST", body: data });
  assert.deepEqual(await answer.json(), ["a=1", "file:300000", "b=2", "other:1"]);
  assert.deepEqual(await temporary(), []);
});

test("an upload that takes longer than the request may is ended and leaves nothing", async () => {
  const slow = post("/slow", { use: { picture }, timeout: "200ms" }, () => ({}));
  await using app = await serve([slow]);
  const socket = connect(app.server.address!.port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString()));
  socket.on("error", () => undefined);
  socket.write(
    "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n" +
      '--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\nabcdef',
  );
  for (let turn = 0; turn < 100 && !text.includes("\r\n\r\n"); turn++) await wait(20);
  assert.match(text, /^HTTP\/1\.1 504 /);
  await nothingLeft();
  socket.destroy();
});

test("a body of fields may come as multipart where the route accepts it", async () => {
  const create = post(
    "/",
    { body: { a: int(), b: text() }, accepts: ["application/json", "multipart/form-data"] },
    ({ body }) => body,
  );
  await using app = await serve([create]);
  const answer = await app.fetch("/", { method: "POST", body: body({ a: "1", b: "x" }) });
  assert.deepEqual(await answer.json(), { a: 1, b: "x" });
  const file = await app.fetch("/", { method: "POST", body: body({ a: "1", b: png("x") }) });
  assert.equal(file.status, 413);
});

test("a form without files may be urlencoded, and names cannot reach the prototype", async () => {
  const plain = multipart({ fields: shape({ a: int() }) });
  await using app = await serve([post("/", { use: { plain } }, ({ plain }) => plain)]);
  const urlencoded = await app.fetch("/", {
    method: "POST",
    body: new URLSearchParams({ a: "1" }),
  });
  assert.deepEqual(await urlencoded.json(), { a: 1 });
  const dirty = await app.fetch("/", {
    method: "POST",
    body: body({ a: "1", __proto__x: "2", constructor: "3" }),
  });
  assert.deepEqual(await dirty.json(), { a: 1 });
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

test("options that no form could meet are refused", () => {
  assert.throws(() => upload({ maxByte: 1 } as object), /Did you mean "maxBytes"/);
});
