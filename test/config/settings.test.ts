import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { app } from "quintet/app";
import {
  currentProfile,
  defineSettings,
  SettingsError,
  type Settings,
  type SettingsSource,
} from "quintet/config";
import { log, memoryLog } from "quintet/core";
import {
  bigint,
  bool,
  bytes,
  choice,
  datetime,
  email,
  int,
  json,
  list,
  shape,
  text,
} from "quintet/schema";

const KEY = "0123456789abcdefghijklmnopqrstuvwxyz";
const PRODUCTION = { NODE_ENV: "production", SECRET_KEY: KEY, ALLOWED_HOSTS: "blog.example" };

const settings = defineSettings({
  prefix: "BLOG_",
  fields: {
    pageSize: int({ min: 1, max: 100 }).default(20).help("Posts on a page"),
    mailFrom: email().default("blog@example.com"),
    apiKey: text({ min: 1 }).secret().optional(),
    tags: list(text({ max: 5 })).default(["news"]),
    database: { poolMax: int({ min: 1 }).default(10), s3: { bucketURL: text().optional() } },
  },
  profiles: {
    base: { port: 8000, mailFrom: "base@example.com" },
    development: { pageSize: 5 },
    production: { database: { poolMax: 50 }, mailFrom: "blog@blog.example" },
  },
});

function load(env: Record<string, string>, more: Partial<SettingsSource> = {}): any {
  return settings.load({ env, ...more });
}

/** Each problem as `name code source`. */
function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof SettingsError, String(error));
    assert.equal(error.code, "CONFIG_INVALID");
    return error.problems.map(({ name, code, source }) => `${name} ${code} ${source}`);
  }
  return [];
}

function folder(t: TestContext, files: Record<string, string> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "quintet-settings-"));
  t.after(() => rmSync(path, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

test("nothing given, the values are those of the development profile", () => {
  const values = settings.load({ env: {} });
  assert.equal(values.profile, "development");
  assert.equal(values.pageSize, 5);
  assert.equal(values.mailFrom, "base@example.com");
  assert.equal(values.port, 8000);
  assert.equal(values.host, "127.0.0.1");
  assert.equal(values.debug, true);
  assert.equal(values.databaseUrl, "sqlite:./data/app.db");
  assert.equal("redisUrl" in values, false);
  assert.deepEqual(values.database, { poolMax: 10, s3: {} });
});

test("names in the environment are read by the fields, groups by their path", () => {
  const values = settings.load({
    env: {
      ...PRODUCTION,
      PORT: "80",
      BLOG_PAGE_SIZE: "7",
      BLOG_TAGS: "a, b",
      BLOG_DATABASE_POOL_MAX: "3",
      BLOG_DATABASE_S3_BUCKET_URL: "s3:x",
      REDIS_URL: "redis://cache:6379/1",
      TRUSTED_PROXIES: "10.0.0.0/8",
    },
  });
  assert.deepEqual(
    { ...values },
    {
      profile: "production",
      port: 80,
      host: "0.0.0.0",
      databaseUrl: "sqlite:./data/app.db",
      redisUrl: "redis://cache:6379/1",
      secretKey: KEY,
      oldSecretKeys: [],
      logLevel: "info",
      debug: false,
      allowedHosts: ["blog.example"],
      trustedProxies: ["10.0.0.0/8"],
      pageSize: 7,
      mailFrom: "blog@blog.example",
      tags: ["a", "b"],
      database: { poolMax: 3, s3: { bucketURL: "s3:x" } },
    },
  );
});

test("every type of field is read from its text", () => {
  const all = defineSettings({
    prefix: "X_",
    fields: {
      big: bigint(),
      flag: bool(),
      blob: bytes(),
      kind: choice("a", "b"),
      from: datetime(),
      limits: json(shape({ max: int() })),
      none: int().nullable(),
    },
  });
  const env = {
    X_BIG: "9007199254740993",
    X_FLAG: "off",
    X_BLOB: "AQI=",
    X_KIND: "b",
    X_FROM: "2026-11-20T09:16:30.000Z",
    X_LIMITS: '{"max": 3}',
    X_NONE: "",
  };
  const { big, flag, blob, kind, from, limits, none } = all.load({ env });
  assert.deepEqual(
    [big, flag, [...blob], kind, from, limits, none],
    [9007199254740993n, false, [1, 2], "b", new Date("2026-11-20T09:16:30Z"), { max: 3 }, null],
  );
});

test("--set goes before the environment, that before the files, these before the code", (t) => {
  const files = {
    ".env": "BLOG_PAGE_SIZE=1\nLOG_LEVEL=error\nPORT=1\nHOST=a\nBLOG_DATABASE_POOL_MAX=1",
    ".env.development": "BLOG_PAGE_SIZE=2\nPORT=2\nHOST=b\nBLOG_DATABASE_POOL_MAX=2",
    ".env.local": "BLOG_PAGE_SIZE=3\nPORT=3\nBLOG_DATABASE_POOL_MAX=3",
    ".env.development.local": "BLOG_PAGE_SIZE=4\nPORT=4",
    ".env.production": "PORT=99",
  };
  const cwd = folder(t, files);
  const args = ["serve", "--set", "database.poolMax=7", "--port", "1", "--set=LOG_LEVEL=debug"];
  const values = load({ BLOG_PAGE_SIZE: "5" }, { cwd, args });
  assert.deepEqual(
    [values.pageSize, values.port, values.database.poolMax, values.host, values.logLevel],
    [5, 4, 7, "b", "debug"],
  );
  const source = (name: string): string | undefined =>
    settings.describe({ env: {}, cwd, args }).find((row) => row.name === name)?.source;
  assert.equal(source("PORT"), ".env.development.local:2");
  assert.equal(source("BLOG_DATABASE_POOL_MAX"), "--set database.poolMax");
  assert.equal(source("HOST"), ".env.development:3");
  assert.equal(source("BLOG_MAIL_FROM"), "profile base");
  assert.equal(source("BLOG_TAGS"), "default");
});

test("tests do not read what one machine has in .env.local", (t) => {
  const cwd = folder(t, { ".env.local": "PORT=3", ".env.test": "BLOG_PAGE_SIZE=9" });
  const values = load({ NODE_ENV: "test" }, { cwd });
  assert.deepEqual([values.port, values.pageSize], [8000, 9]);
  assert.equal(values.databaseUrl, "sqlite::memory:");
});

test("the profile is chosen by argument, QUINTET_ENV, NODE_ENV and .env, in this order", (t) => {
  const cwd = folder(t, { ".env": "NODE_ENV=test" });
  assert.equal(load({}, { cwd }).profile, "test");
  assert.equal(load({ NODE_ENV: "development" }, { cwd }).profile, "development");
  assert.equal(load({ NODE_ENV: "staging", QUINTET_ENV: "test" }).profile, "test");
  assert.equal(load({ NODE_ENV: "production" }, { profile: "test" }).profile, "test");
  assert.equal(load({ NODE_ENV: "" }).profile, "development");
});

test("a profile that is none is refused, and not development by accident", (t) => {
  const cwd = folder(t);
  assert.deepEqual(
    problemsOf(() => load({ NODE_ENV: "prodution" }, { cwd })),
    ["NODE_ENV choice environment"],
  );
  assert.throws(() => load({ NODE_ENV: "prodution" }), /Did you mean "production"\?/);
  assert.throws(() => load({ NODE_ENV: "staging" }), /QUINTET_ENV/);
  assert.deepEqual(
    problemsOf(() => load({}, { cwd, profile: "staging" as never })),
    ["profile choice option"],
  );
  assert.throws(() => readFileSync(join(cwd, "data/secret-key")), { code: "ENOENT" });
  const late = folder(t, { ".env.local": "NODE_ENV=production" });
  assert.deepEqual(
    problemsOf(() => load({}, { cwd: late })),
    ["NODE_ENV file .env.local:1"],
  );
});

test("all that is wrong is told at once, each with its source", (t) => {
  const cwd = folder(t, { ".env": "\nBLOG_MAIL_FROM=nobody\nBLOG_PAGE_SIZ=5\nA=' \n" });
  const env = {
    NODE_ENV: "production",
    BLOG_PAGE_SIZE: "500",
    BLOG_TAGS: "ok,toolong",
    BLOG_DATABASE_POOLMAX: "1",
    PORT: "abc",
  };
  const args = ["--set", "nothing", "--set", "HOTS=x"];
  assert.deepEqual(problemsOf(() => load(env, { cwd, args })).sort(), [
    "--set syntax command line",
    ".env syntax .env:4",
    "ALLOWED_HOSTS required profile production",
    "BLOG_DATABASE_POOLMAX unknown environment",
    "BLOG_MAIL_FROM type .env:2",
    "BLOG_PAGE_SIZ unknown .env:3",
    "BLOG_PAGE_SIZE max environment",
    "BLOG_TAGS.1 max environment",
    "HOTS unknown --set HOTS",
    "PORT type environment",
    "SECRET_KEY required profile production",
  ]);
  assert.throws(() => load(env, { cwd }), {
    message: /BLOG_PAGE_SIZE must be at most 100 \(500 from environment\)\./,
  });
  assert.throws(() => load(env, { cwd }), {
    message:
      /BLOG_DATABASE_POOLMAX is no setting \(environment\)\. Did you mean "BLOG_DATABASE_POOL_MAX"\?/,
  });
  assert.throws(() => load(env, { cwd }), { message: /Set it, or SECRET_KEY_FILE to the path/ });
});

test("what Kubernetes says about a service named like the app is nobody's mistake", () => {
  const env = {
    BLOG_SERVICE_HOST: "10.0.0.1",
    BLOG_SERVICE_PORT: "80",
    BLOG_SERVICE_PORT_HTTP: "80",
    BLOG_PORT: "tcp://10.0.0.1:80",
    BLOG_PORT_80_TCP: "tcp://10.0.0.1:80",
    BLOG_PORT_80_TCP_ADDR: "10.0.0.1",
  };
  assert.equal(load(env).port, 8000);
  assert.deepEqual(
    problemsOf(() => load({ BLOG_PORT: "80" })),
    ["BLOG_PORT unknown environment"],
  );
});

test("a name in a .env file that is nearly a setting is warned about; others are left alone", (t) => {
  const cwd = folder(t, { ".env": "DATABSE_URL=sqlite:x\nCOMPOSE_PROJECT_NAME=blog" });
  const memory = memoryLog();
  log.run(memory, () => load({ DATABSE_URL: "sqlite:x" }, { cwd }));
  assert.deepEqual(
    memory.entries.map(({ level, fields }) => `${level} ${String(fields["problem"])}`),
    ['warn DATABSE_URL is no setting (.env:1). Did you mean "DATABASE_URL"?'],
  );
});

test("an empty text is a value only where the field takes it", (t) => {
  const cwd = folder(t, { ".env": "BLOG_PAGE_SIZE=9\nBLOG_TAGS=a" });
  const values = load({ BLOG_PAGE_SIZE: "", BLOG_TAGS: "", BLOG_API_KEY: "" }, { cwd });
  assert.deepEqual([values.pageSize, values.tags, "apiKey" in values], [9, [], false]);
  assert.deepEqual(
    problemsOf(() => load({ ...PRODUCTION, SECRET_KEY: "" })),
    ["SECRET_KEY required profile production"],
  );
});

test("NAME_FILE holds the value without the line end that ends the file", (t) => {
  const cwd = folder(t, { key: `${KEY}\r\n`, size: "33", tags: "" });
  const env = {
    ...PRODUCTION,
    SECRET_KEY: "",
    SECRET_KEY_FILE: "key",
    BLOG_PAGE_SIZE_FILE: join(cwd, "size"),
  };
  const values = load(env, { cwd });
  assert.deepEqual([values.secretKey, values.pageSize], [KEY, 33]);
  const rows = settings.describe({ env, cwd });
  assert.equal(
    rows.find(({ key }) => key === "secretKey")?.source,
    "key, SECRET_KEY_FILE from environment",
  );
});

test("a NAME_FILE that cannot be read, or stands beside NAME, is refused", (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, "latin1"), Buffer.from([0x66, 0xfc]));
  const env = {
    BLOG_API_KEY_FILE: "absent",
    BLOG_MAIL_FROM_FILE: "latin1",
    BLOG_PAGE_SIZE: "5",
    BLOG_PAGE_SIZE_FILE: "latin1",
  };
  assert.deepEqual(
    problemsOf(() => load(env, { cwd })),
    [
      "BLOG_PAGE_SIZE file environment",
      "BLOG_MAIL_FROM_FILE file environment",
      "BLOG_API_KEY_FILE file environment",
    ],
  );
  assert.deepEqual(
    problemsOf(() => load({ BLOG_API_KEY_FILE: "relative" })),
    ["BLOG_API_KEY_FILE file environment"],
  );
});

test("secrets are in no output", () => {
  const secret = "hunter2-hunter2\0";
  const env = {
    BLOG_API_KEY: secret,
    SECRET_KEY: "hunter2",
    DATABASE_URL: "mysql://ada:hunter2@db/blog",
    REDIS_URL: "redis://:hunter2@cache",
    OLD_SECRET_KEYS: "hunter2",
  };
  const rows = settings.describe({ env });
  assert.doesNotMatch(JSON.stringify(rows), /hunter2/);
  assert.equal(rows.find(({ name }) => name === "REDIS_URL")?.value, "redis://:••••@cache");
  try {
    load(env);
    assert.fail("it must throw");
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    assert.doesNotMatch(JSON.stringify(error.problems) + error.message, /hunter2/);
    assert.match(error.message, /mysql:\/\/ada:••••@db/);
  }
});

test("describe tells name, value, source, help and what is wrong, and throws for no value", () => {
  const rows = settings.describe({
    env: { BLOG_PAGE_SIZE: "0", BLOG_PAGESIZE: "5", BLOG_API_KEY: "abc" },
  });
  const row = (name: string): unknown => rows.find((one) => one.name === name);
  assert.deepEqual(row("BLOG_PAGE_SIZE"), {
    name: "BLOG_PAGE_SIZE",
    key: "pageSize",
    value: "",
    source: "environment",
    help: "Posts on a page",
    problem: "BLOG_PAGE_SIZE must be at least 1 (0 from environment).",
  });
  assert.deepEqual(row("BLOG_API_KEY"), {
    name: "BLOG_API_KEY",
    key: "apiKey",
    value: "••••",
    source: "environment",
    help: "",
  });
  assert.equal((row("BLOG_PAGESIZE") as { key: string }).key, "");
});

test("the values of an app cannot be changed, in any depth", () => {
  const values = load({});
  assert.throws(() => (values.pageSize = 1), TypeError);
  assert.throws(() => (values.database.poolMax = 1), TypeError);
  assert.throws(() => values.tags.push("x"), TypeError);
  assert.deepEqual(load({}).tags, ["news"]);
});

test("values in code are checked as well", () => {
  const wrong = defineSettings({
    prefix: "W_",
    fields: { size: int({ max: 10 }).default(11), name: text({ max: 3 }).default("abc") },
    profiles: { test: { name: "abcd", port: 70_000 } },
  });
  assert.deepEqual(
    problemsOf(() => wrong.load({ env: {} })),
    ["W_SIZE max default"],
  );
  assert.deepEqual(
    problemsOf(() => wrong.load({ env: {}, profile: "test", override: { size: 12 } })),
    ["PORT max profile test", "W_SIZE max override", "W_NAME max profile test"],
  );
});

test("a secret key is made for those who develop, kept, and the same for all processes", (t) => {
  const cwd = folder(t);
  const first = load({}, { cwd }).secretKey;
  assert.ok(first.length >= 32);
  assert.equal(load({}, { cwd }).secretKey, first);
  assert.equal(statSync(join(cwd, "data/secret-key")).mode & 0o777, 0o600);
  assert.equal(readFileSync(join(cwd, "data/.gitignore"), "utf8"), "*\n");
  assert.equal(
    settings.describe({ env: {}, cwd }).find(({ key }) => key === "secretKey")?.source,
    "data/secret-key",
  );
});

test("processes that start at once agree on one secret key", async (t) => {
  const cwd = folder(t);
  const script = `
    import { defineSettings } from "quintet/config";
    const { secretKey } = defineSettings({ prefix: "X_" }).load({ env: {}, cwd: process.argv[1] });
    process.stdout.write(secretKey);`;
  const flags = ["--conditions=quintet-source", "--input-type=module", "--eval", script, cwd];
  const starts = Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, flags));
  const keys = (await Promise.all(starts)).map(({ stdout }) => stdout);
  assert.deepEqual(new Set(keys), new Set([load({}, { cwd }).secretKey]));
  assert.deepEqual(readdirSync(join(cwd, "data")).sort(), [".gitignore", "secret-key"]);
});

test("neither describe, nor tests, nor a refused start write a secret key", (t) => {
  const cwd = folder(t);
  settings.describe({ env: {}, cwd });
  const [one, other] = [load({}, { cwd, profile: "test" }), load({}, { cwd, profile: "test" })];
  assert.notEqual(one.secretKey, other.secretKey);
  problemsOf(() => load({ PORT: "x" }, { cwd }));
  assert.throws(() => statSync(join(cwd, "data")), { code: "ENOENT" });
});

test("a secret key that cannot be kept is new with each start, and a warning says so", (t) => {
  const cwd = folder(t);
  mkdirSync(join(cwd, "data"));
  writeFileSync(join(cwd, "data/secret-key"), "short");
  const memory = memoryLog();
  const { secretKey } = log.run(memory, () => load({}, { cwd }));
  assert.ok(secretKey.length >= 32);
  assert.match(String(memory.entries[0]?.fields["problem"]), /^SECRET_KEY is new with each start/);
  assert.equal(readFileSync(join(cwd, "data/secret-key"), "utf8"), "short");
});

test("production wants a secret key of 32 characters, 8 of them different", () => {
  const withKey = (key: string): string[] =>
    problemsOf(() => load({ ...PRODUCTION, SECRET_KEY: key }));
  assert.deepEqual(withKey("short"), ["SECRET_KEY min environment"]);
  assert.deepEqual(withKey("abababab".repeat(8)), ["SECRET_KEY rule environment"]);
  assert.deepEqual(withKey(KEY), []);
});

test("DEBUG=fastify:* is left to the package of that name, with a warning", () => {
  const memory = memoryLog();
  const values = log.run(memory, () => load({ ...PRODUCTION, DEBUG: "fastify:*" }));
  assert.equal(values.debug, false);
  assert.match(String(memory.entries[0]?.fields["problem"]), /^DEBUG is left to the package/);
  assert.deepEqual(
    problemsOf(() => load({ DEBUG: "maybe" })),
    ["DEBUG type environment"],
  );
});

test("a file that cannot be read is a problem, one that is not there is none", (t) => {
  const cwd = folder(t);
  mkdirSync(join(cwd, ".env"));
  assert.deepEqual(
    problemsOf(() => load({}, { cwd })),
    [`.env file ${join(cwd, ".env")}`],
  );
  assert.deepEqual(
    problemsOf(() => load({}, { cwd: join(cwd, "absent"), profile: "test" })),
    [],
  );
});

test("an app has its settings in its context, and only there", async () => {
  const one = load({ BLOG_PAGE_SIZE: "1" });
  const two = load({ BLOG_PAGE_SIZE: "2" });
  await using first = await app({ modules: [settings.module(one)] }).start();
  await using second = await app({ modules: [settings.module(two)] }).start();
  assert.equal(
    first.run(() => settings.get()),
    one,
  );
  assert.equal(
    second.run(() => settings.get()),
    two,
  );
  assert.throws(() => settings.get(), { code: "CONFIG_NOT_LOADED" });
  const other = defineSettings({ prefix: "OTHER_" });
  assert.throws(() => first.run(() => other.get()), { code: "CONFIG_NOT_LOADED" });
});

test("an app knows its profile, and nothing outside of it has one", async () => {
  const values = load(PRODUCTION);
  await using site = await app({ modules: [settings.module(values)] }).start();
  assert.equal(site.run(currentProfile), "production");
  assert.equal(currentProfile(), undefined);
});

test("a test changes settings for what it runs, and for nothing else", async () => {
  const values = settings.load({ env: {} });
  await settings.run(values, async () => {
    await settings.override({ pageSize: 99, database: { poolMax: 2 } }, async () => {
      await Promise.resolve();
      const { pageSize, database, mailFrom, secretKey } = settings.get();
      assert.deepEqual([pageSize, database.poolMax, mailFrom], [99, 2, "base@example.com"]);
      assert.equal(secretKey, values.secretKey);
    });
    assert.equal(settings.get(), values);
    assert.deepEqual(
      problemsOf(() => settings.override({ pageSize: 0 }, assert.fail)),
      ["BLOG_PAGE_SIZE min override"],
    );
    const misspelt = { database: { poolMx: 1 } } as {};
    assert.throws(() => settings.override(misspelt, assert.fail), {
      code: "CONFIG_UNKNOWN_SETTING",
    });
  });
  assert.throws(() => settings.override({}, assert.fail), { code: "CONFIG_NOT_LOADED" });
});

test("an override of load goes before everything", () => {
  const env = { BLOG_PAGE_SIZE: "broken", BLOG_DATABASE_POOL_MAX: "4" };
  const values = settings.load({ env, override: { pageSize: 3, logLevel: "error" } });
  assert.deepEqual([values.pageSize, values.database.poolMax, values.logLevel], [3, 4, "error"]);
});

test("checks warn of debugging and of data in memory in production", async () => {
  const checked = async (env: Record<string, string>): Promise<string[]> => {
    const found = await app({ modules: [settings.module(load(env))] }).check();
    return found.map(({ id, level }) => `${level} ${id}`);
  };
  assert.deepEqual(await checked({ ...PRODUCTION, DEBUG: "1", DATABASE_URL: "sqlite::memory:" }), [
    "warning config.debug_in_production",
    "warning config.data_in_memory",
  ]);
  assert.deepEqual(await checked(PRODUCTION), []);
  assert.deepEqual(await checked({}), []);
});

const refused: readonly (readonly [string, () => Settings, string])[] = [
  ["a prefix in small letters", () => defineSettings({ prefix: "blog_" }), "CONFIG_BAD_PREFIX"],
  ["a prefix without its end", () => defineSettings({ prefix: "BLOG" }), "CONFIG_BAD_PREFIX"],
  ["the framework's prefix", () => defineSettings({ prefix: "QUINTET_" }), "CONFIG_BAD_PREFIX"],
  ["a name with _", () => fields({ page_size: int() }), "CONFIG_BAD_NAME"],
  ["a name that every object has", () => fields({ constructor: int() }), "CONFIG_BAD_NAME"],
  ["a value in the place of a field", () => fields({ size: 5 }), "CONFIG_FIELD_EXPECTED"],
  ["a shape in the place of a field", () => fields({ size: shape({}) }), "CONFIG_FIELD_EXPECTED"],
  ["a standard setting", () => fields({ port: int() }), "CONFIG_NAME_TAKEN"],
  [
    "a group that is a standard setting",
    () => fields({ port: { a: { b: int() } } }),
    "CONFIG_NAME_TAKEN",
  ],
  ["the profile", () => fields({ profile: int() }), "CONFIG_NAME_TAKEN"],
  ["two of one name", () => fields({ aB: int(), a: { b: int() } }), "CONFIG_NAME_TAKEN"],
  ["a name that means a file", () => fields({ key: text(), keyFile: text() }), "CONFIG_NAME_TAKEN"],
  [
    "a name of another",
    () => defineSettings({ prefix: "DATABASE_", fields: { url: text() } }),
    "CONFIG_NAME_TAKEN",
  ],
  [
    "a name that chooses the profile",
    () => defineSettings({ prefix: "NODE_", fields: { env: text() } }),
    "CONFIG_NAME_TAKEN",
  ],
  ["an unknown profile", () => profiles({ staging: {} }), "CONFIG_UNKNOWN_SETTING"],
  [
    "an unknown setting in a profile",
    () => profiles({ test: { prot: 1 } }),
    "CONFIG_UNKNOWN_SETTING",
  ],
];

for (const [what, declare, code] of refused) {
  test(`${what} is refused where it is declared`, () => assert.throws(declare, { code }));
}

function fields(some: any): Settings {
  return defineSettings({ prefix: "X_", fields: some });
}

function profiles(some: any): Settings {
  return defineSettings({ prefix: "X_", profiles: some });
}
