import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  collectStatic,
  file,
  get,
  group,
  type HttpOptions,
  staticFiles,
  staticFilesIn,
} from "quintet/http";
import { serve } from "./serve.ts";

let root = "";
let from = "";
const css = `@import "base.css";\nbody { background: url(img/dot.png?x#y) }\n${"a { color: red }\n".repeat(100)}`;

before(async () => {
  root = await mkdtemp(join(tmpdir(), "quintet-files-"));
  from = join(root, "from");
  await mkdir(join(from, "img"), { recursive: true });
  await mkdir(join(from, ".git"));
  await writeFile(join(from, "app.css"), css);
  await writeFile(
    join(from, "base.css"),
    "p { background: url('https://a.b/c.png'), url(data:image/png;base64,AA) }",
  );
  await writeFile(join(from, "img/dot.png"), "dot");
  await writeFile(join(from, "digits.txt"), "0123456789");
  await writeFile(join(from, "ä b.txt"), "umlaut");
  await writeFile(join(from, ".env"), "SECRET=1");
  await writeFile(join(from, ".git/config"), "secret");
  await writeFile(join(root, "outside.txt"), "secret");
});
after(() => rm(root, { recursive: true, force: true }));

test("files are served with their type, their date, and 304 for who has them", async () => {
  await using app = await serve([staticFiles("/static", { folder: from })]);
  const first = await app.fetch("/static/digits.txt");
  assert.equal(first.status, 200);
  assert.equal(await first.text(), "0123456789");
  assert.match(first.headers.get("content-type")!, /^text\/plain/);
  assert.equal(first.headers.get("cache-control"), "public, no-cache");
  assert.equal(first.headers.get("accept-ranges"), "bytes");
  const etag = first.headers.get("etag")!;
  const again = await app.fetch("/static/digits.txt", { headers: { "if-none-match": etag } });
  assert.equal(again.status, 304);
  const since = first.headers.get("last-modified")!;
  const unchanged = await app.fetch("/static/digits.txt", {
    headers: { "if-modified-since": since },
  });
  assert.equal(unchanged.status, 304);
  const head = await app.fetch("/static/digits.txt", { method: "HEAD" });
  assert.equal(head.headers.get("content-length"), "10");
  assert.equal(await (await app.fetch("/static/%C3%A4%20b.txt")).text(), "umlaut");
});

test("parts of a file are sent as they are asked for", async () => {
  await using app = await serve([staticFiles("/static", { folder: from })]);
  const part = await app.fetch("/static/digits.txt", { headers: { range: "bytes=2-4" } });
  assert.equal(part.status, 206);
  assert.equal(part.headers.get("content-range"), "bytes 2-4/10");
  assert.equal(await part.text(), "234");
  const end = await app.fetch("/static/digits.txt", { headers: { range: "bytes=-3" } });
  assert.equal(await end.text(), "789");
  const beyond = await app.fetch("/static/digits.txt", { headers: { range: "bytes=20-" } });
  assert.equal(beyond.status, 416);
  assert.equal(beyond.headers.get("content-range"), "bytes */10");
  assert.equal(((await beyond.json()) as { code: string }).code, "HTTP_RANGE_REFUSED");
});

test("dotfiles, folders and everything outside are not there", async () => {
  await using app = await serve([staticFiles("/static", { folder: from })]);
  const paths = [
    "/static/.env",
    "/static/.git/config",
    "/static/%2eenv",
    "/static/img",
    "/static/img/",
    "/static/",
    "/static/nothing.txt",
    "/static/../outside.txt",
    "/static/..%2foutside.txt",
    "/static/%2e%2e/outside.txt",
    "/static/img/..%2f..%2f..%2foutside.txt",
    "/static/..\\outside.txt",
    "/static/%5c..%5coutside.txt",
    "/static//etc/passwd",
    "/static/digits.txt%00.css",
    "/static/%zz",
  ];
  for (const path of paths) {
    const answer = await rawGet(app.server.address!.port, path);
    assert.match(answer, /^HTTP\/1\.1 40[04] /, path);
    assert.doesNotMatch(answer, /secret|SECRET/i, path);
  }
});

/** fetch would tidy the path. */
function rawGet(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    });
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.on("end", () => resolve(text)).on("error", reject);
  });
}

test("an address changes with the content, and is kept for ever then", async () => {
  const assets = staticFiles("/static", { folder: from });
  await using app = await serve([
    group("/site", [assets]),
    get("/url", () => ({ css: assets.url("app.css") })),
    get("/wrong", () => assets.url("ap.css")),
  ]);
  const { css: address } = (await (await app.fetch("/url")).json()) as { css: string };
  assert.match(address, /^\/site\/static\/app\.css\?v=[0-9a-f]{12}$/);
  const kept = await app.fetch(address);
  assert.equal(kept.headers.get("cache-control"), "public, max-age=31536000, immutable");
  const other = await app.fetch("/site/static/app.css?v=000000000000");
  assert.equal(other.headers.get("cache-control"), "public, no-cache");
  const wrong = (await (await app.fetch("/wrong")).json()) as { code: string };
  assert.equal(wrong.code, "HTTP_ASSET_NOT_FOUND");
});

test("collected files have their hash in the name, are compressed, and refer to each other by it", async () => {
  const to = join(root, "to");
  const { names } = await collectStatic({ from: [from], to });
  assert.deepEqual(Object.keys(names).toSorted(), [
    "app.css",
    "base.css",
    "digits.txt",
    "img/dot.png",
    "ä b.txt",
  ]);
  assert.match(names["app.css"]!, /^app\.[0-9a-f]{12}\.css$/);
  const made = await readdir(to);
  assert.ok(made.includes(`${names["app.css"]}.br`) && made.includes(`${names["app.css"]}.gz`));
  assert.ok(!made.includes(`${names["digits.txt"]}.br`), "too short to be worth it");
  const text = await readFile(join(to, names["app.css"]!), "utf8");
  assert.ok(
    text.startsWith(
      `@import "${names["base.css"]}";\nbody { background: url(${names["img/dot.png"]}?x#y) }`,
    ),
  );
  const base = await readFile(join(to, names["base.css"]!), "utf8");
  assert.match(base, /url\('https:\/\/a\.b\/c\.png'\), url\(data:/);

  const assets = staticFiles("/static", { folder: to });
  await using app = await serve([assets, get("/url", () => assets.url("app.css"))]);
  const address = await (await app.fetch("/url")).text();
  assert.equal(address, `/static/${names["app.css"]}`);
  for (const encoding of ["br", "gzip"]) {
    const answer = await app.fetch(address, { headers: { "accept-encoding": encoding } });
    assert.equal(answer.headers.get("content-encoding"), encoding);
    assert.equal(answer.headers.get("vary"), "accept-encoding");
    assert.match(answer.headers.get("content-type")!, /^text\/css/);
    assert.equal(answer.headers.get("cache-control"), "public, max-age=31536000, immutable");
    assert.equal(await answer.text(), text);
    const again = await app.fetch(address, {
      headers: { "accept-encoding": encoding, "if-none-match": answer.headers.get("etag")! },
    });
    assert.equal(again.status, 304);
  }
  const manifest = await app.fetch("/static/.static-manifest.json");
  assert.equal(manifest.status, 404);
  await collectStatic({ from: [from], to });
});

test("a collection keeps the files of the one before, and no older ones", async () => {
  const own = join(root, "versions");
  const to = join(root, "kept");
  await mkdir(own);
  const collected: string[] = [];
  for (const text of ["one", "two", "two", "three"]) {
    await writeFile(join(own, "a.txt"), text);
    collected.push((await collectStatic({ from: [own], to })).names["a.txt"]!);
  }
  assert.equal(new Set(collected).size, 3);
  assert.deepEqual((await readdir(to)).toSorted(), [
    ".static-manifest.json",
    ...[collected[2]!, collected[3]!].toSorted(),
  ]);
});

test("what has been collected is served in its place, but in development", async () => {
  const to = join(root, "made");
  const assets = staticFiles("/static", { folder: from, collected: to });
  const routes = [group("/site", [assets, get("/url", () => assets.url("digits.txt"))])];
  const addressIn = async (options: HttpOptions): Promise<string> => {
    await using app = await serve(routes, options);
    const address = await (await app.fetch("/site/url")).text();
    assert.equal(await (await app.fetch(address)).text(), "0123456789");
    return address;
  };
  assert.match(await addressIn({}), /digits\.txt\?v=/);
  assert.deepEqual([assets.isCollected, staticFilesIn(routes)], [false, [assets]]);
  await collectStatic({ from: [from], to });
  // What an app has seen at its start holds until it ends.
  assert.match(await addressIn({}), /digits\.txt\?v=/);
  const fresh = staticFiles("/static", { folder: from, collected: to });
  routes[0] = group("/site", [fresh, get("/url", () => fresh.url("digits.txt"))]);
  assert.match(await addressIn({}), /digits\.[0-9a-f]{12}\.txt$/);
  assert.match(await addressIn({ development: true }), /digits\.txt\?v=/);
});

test("collecting refuses what would lose files or break pages", async () => {
  const wrong = { code: "HTTP_STATIC_INVALID" };
  const own = join(root, "own");
  await mkdir(own);
  await writeFile(join(own, "letter.txt"), "dear");
  await assert.rejects(collectStatic({ from: [from], to: own }), wrong);
  assert.equal(await readFile(join(own, "letter.txt"), "utf8"), "dear");
  await assert.rejects(
    collectStatic({ from: [join(root, "nothing")], to: join(root, "x") }),
    wrong,
  );
  await assert.rejects(collectStatic({ from: [from], to: join(from, "out") }), wrong);
  const bad = join(root, "bad");
  await mkdir(bad);
  await writeFile(join(bad, "a.css"), "a { background: url(missing.png) }");
  await assert.rejects(collectStatic({ from: [bad], to: join(root, "y") }), /missing\.png/);
  await writeFile(join(bad, "a.css"), '@import "b.css";');
  await writeFile(join(bad, "b.css"), '@import "a.css";');
  await assert.rejects(collectStatic({ from: [bad], to: join(root, "z") }), /imports itself/);
});

test("a handler sends a file under a name of its own", async () => {
  await symlink(join(root, "outside.txt"), join(root, ".linked"));
  await using app = await serve([
    get("/report", () => file(join(from, "digits.txt"), { download: 'Ä "1".txt' })),
    get("/dot", () => file(join(from, ".env"), { type: "text/plain" })),
    get("/gone", () => file(join(root, "nothing"))),
  ]);
  const report = await app.fetch("/report", { headers: { range: "bytes=0-1" } });
  assert.equal(report.status, 206);
  assert.equal(await report.text(), "01");
  assert.equal(
    report.headers.get("content-disposition"),
    "attachment; filename=\"_ _1_.txt\"; filename*=UTF-8''%C3%84%20%221%22.txt",
  );
  assert.equal(report.headers.get("cache-control"), "private, no-cache");
  assert.equal(await (await app.fetch("/dot")).text(), "SECRET=1");
  assert.equal((await app.fetch("/gone")).status, 404);
});
